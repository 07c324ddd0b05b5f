import { readdir, readFile } from 'node:fs/promises'
import { Client } from 'pg'
import { createLog } from '../../kit/log.ts'
import { runProcess } from '../../kit/process.ts'
import { packageRoot, runsDirectly } from '../../kit/root.ts'
import { FeedFormatError, parseCsvDocument } from '../_kit/feedFormats.ts'
import { requireDatabaseUrl } from './config.ts'
import { readRows, type Table, type TableRecord } from './source/table.ts'
import { ALL_TABLES } from './source/tables.ts'

const FOLDER = new URL('subgraphs/culture/', packageRoot)
/** Any number, the same in every process: two that migrate at once wait for each other. */
const LOCK = 11_102_005
const CONNECT_TIMEOUT_MS = 10_000
const STATEMENT_TIMEOUT_MS = 60_000

/** Brings the database at `address` to the newest migration; gives the names of those that were missing. */
export function migrate(address: string): Promise<readonly string[]> {
  return withTransaction(address, async (client) => {
    await client.query(
      'CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL)',
    )
    const known = await client.query<{ name: string }>('SELECT name FROM migrations')
    const applied = new Set(known.rows.map(({ name }) => name))
    const names = (await readdir(new URL('migrations/', FOLDER)))
      .filter((name) => name.endsWith('.sql'))
      .sort()
    const missing = names.filter((name) => !applied.has(name))
    for (const name of missing) {
      await client.query(await readFile(new URL(`migrations/${name}`, FOLDER), 'utf8'))
      await client.query('INSERT INTO migrations (name, applied_at) VALUES ($1, now())', [name])
    }
    return missing
  })
}

/** Adds the records of the bundled CSV files that the database does not have; gives how many there were. */
export function seed(address: string): Promise<number> {
  return withTransaction(address, async (client) => {
    let added = 0
    for (const table of ALL_TABLES) added += await seedTable(client, table)
    return added
  })
}

async function seedTable(client: Client, table: Table<TableRecord>): Promise<number> {
  const body = await readFile(new URL(`data/${table.file}`, FOLDER), 'utf8')
  const rows = parseCsvDocument(body, table.columns)
  const { setAside, unreadable = [] } = readRows(rows, table)
  const [bad] = [...setAside, ...unreadable]
  if (bad) throw new FeedFormatError(`good records in ${table.file}`, `${bad.record}: ${bad.reason}`)
  const columns = table.columns.join(', ')
  const result = await client.query(
    `INSERT INTO ${table.name} (${columns})
     SELECT ${columns} FROM json_populate_recordset(NULL::${table.name}, $1::json)
     ON CONFLICT (id) DO NOTHING`,
    [JSON.stringify(rows.map(emptyToNull))],
  )
  return result.rowCount ?? 0
}

function emptyToNull(row: Readonly<Record<string, string>>): Record<string, string | null> {
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, value || null]))
}

/** All or nothing, and never two at once. */
async function withTransaction<T>(address: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: address,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
  })
  await client.connect()
  try {
    await client.query('BEGIN')
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK])
    const result = await work(client)
    await client.query('COMMIT')
    return result
  } finally {
    // A transaction that was not committed ends with its connection.
    await client.end()
  }
}

/** `node dist/subgraphs/culture/migrate.js [--seed]`, the database in CULTURE_DATABASE_URL. */
if (runsDirectly(import.meta.url)) {
  const log = createLog('culture-migrate', process.env.LOG_LEVEL ?? 'info')
  await runProcess(log, async () => {
    const address = requireDatabaseUrl(process.env)
    log.info({ applied: await migrate(address) }, 'database migrated')
    if (process.argv.includes('--seed')) log.info({ added: await seed(address) }, 'database seeded')
    // Nothing is left running: the process ends by itself.
    return { stop: async () => {} }
  })
}
