import { Pool, type PoolClient } from 'pg'
import { sha256Hex } from '../../kit/digest.ts'
import type { Log } from '../../kit/log.ts'
import { transact } from '../../kit/postgres.ts'
import { assertHash, type RegistryStore } from './registryStore.ts'

const MAX_CONNECTIONS = 4
const CONNECT_TIMEOUT_MS = 3_000
const STATEMENT_TIMEOUT_MS = 10_000
/** Any number, the same in every registry: two that migrate at once wait for each other. */
const LOCK = 20_261_129

/** The first is done first; one that has been published is never changed. */
const MIGRATIONS: readonly string[] = [
  `CREATE TABLE registry_texts (hash text COLLATE "C" PRIMARY KEY, content text NOT NULL);
   CREATE TABLE registry_acts (number bigint PRIMARY KEY, content text NOT NULL);
   CREATE FUNCTION registry_refuse_change() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN RAISE EXCEPTION 'what the registry has written is never changed'; END $$;
   CREATE TRIGGER registry_acts_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON registry_acts
     FOR EACH STATEMENT EXECUTE FUNCTION registry_refuse_change();`,
]

/** A store in PostgreSQL, for any number of registries; its tables are made or brought up to date first. */
export async function openPostgresStore(address: string, log: Log): Promise<RegistryStore> {
  const pool = new Pool({
    connectionString: address,
    application_name: 'macao-open-gateway registry',
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS + 1_000,
  })
  pool.on('error', (error) => log.warn({ reason: error.message }, 'idle connection of the registry lost'))
  try {
    await transact(pool, migrate)
  } catch (error) {
    await pool.end()
    throw error
  }
  return {
    async readActs(after) {
      const { rows } = await pool.query<{ content: string }>(
        'SELECT content FROM registry_acts WHERE number > $1 ORDER BY number',
        [after],
      )
      return rows.map(({ content }) => content)
    },
    async readText(hash) {
      const { rows } = await pool.query<{ content: string }>(
        'SELECT content FROM registry_texts WHERE hash = $1',
        [hash],
      )
      const text = rows[0]?.content
      if (text !== undefined) assertHash(hash, sha256Hex(text), `registry_texts ${hash}`)
      return text
    },
    append: (number, act, texts) => transact(pool, (client) => appendAct(client, number, act, texts)),
    close: () => pool.end(),
  }
}

async function migrate(client: PoolClient): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK])
  await client.query(
    `CREATE TABLE IF NOT EXISTS registry_migrations (
       version int PRIMARY KEY, migrated_at timestamptz NOT NULL DEFAULT now())`,
  )
  const { rows } = await client.query<{ version: number }>(
    'SELECT coalesce(max(version), 0) AS version FROM registry_migrations',
  )
  const version = rows[0]?.version ?? 0
  if (version > MIGRATIONS.length)
    throw new Error(
      `expected tables of version ${MIGRATIONS.length} at most; got those of version ${version}, of a later registry`,
    )
  for (const [at, migration] of MIGRATIONS.entries()) {
    if (at < version) continue
    await client.query(migration)
    await client.query('INSERT INTO registry_migrations (version) VALUES ($1)', [at + 1])
  }
}

/** In the order of their hashes: two that keep the same texts wait, and never for each other. */
async function appendAct(
  client: PoolClient,
  number: number,
  act: string,
  texts: readonly string[],
): Promise<boolean> {
  const byHash = new Map(texts.map((text) => [sha256Hex(text), text]))
  for (const [hash, text] of [...byHash].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    await client.query('INSERT INTO registry_texts (hash, content) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      hash,
      text,
    ])
  const { rowCount } = await client.query(
    'INSERT INTO registry_acts (number, content) VALUES ($1, $2) ON CONFLICT DO NOTHING',
    [number, act],
  )
  return rowCount === 1
}
