import type { PoolClient } from 'pg'
import { BOUNDARIES_MS } from './counts.ts'
import { firstKeptDay } from './useStore.ts'

/** Any number, the same in every gateway: two that make tables at once wait for each other. */
const LOCK = 20_261_128

const BUCKETS = BOUNDARIES_MS.map((_, at) => `b${at}`)
export const COUNTS: readonly string[] = ['requests', 'errors', ...BUCKETS]
const KEY = ['day', 'client', 'version', 'is_verified', 'tier', 'is_sample']

/** A table of counts by day, with a partition for each month. */
export interface CountTable {
  readonly name: 'use_fields' | 'use_operations'
  readonly subject: 'coordinate' | 'hash'
}

export const FIELDS: CountTable = { name: 'use_fields', subject: 'coordinate' }
export const OPERATIONS: CountTable = { name: 'use_operations', subject: 'hash' }

export function keyOf({ subject }: CountTable): readonly string[] {
  return [subject, ...KEY]
}

/** Makes the tables where they are missing; an older gateway's tables fit, or the statement that fails says where not. */
export async function makeTables(client: PoolClient): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK])
  for (const table of [FIELDS, OPERATIONS])
    await client.query(
      `CREATE TABLE IF NOT EXISTS ${table.name} (
         ${table.subject} text COLLATE "C" NOT NULL,
         day date NOT NULL,
         client text COLLATE "C" NOT NULL,
         version text COLLATE "C" NOT NULL,
         is_verified boolean NOT NULL,
         tier text COLLATE "C" NOT NULL,
         is_sample boolean NOT NULL,
         ${COUNTS.map((name) => `${name} bigint NOT NULL`).join(', ')},
         PRIMARY KEY (${keyOf(table).join(', ')})
       ) PARTITION BY RANGE (day)`,
    )
  await client.query(
    `CREATE TABLE IF NOT EXISTS use_documents (
       hash text COLLATE "C" PRIMARY KEY, name text, coordinates text[] NOT NULL, last_day date NOT NULL)`,
  )
  await client.query(
    `CREATE TABLE IF NOT EXISTS use_batches (
       id uuid PRIMARY KEY, written_at timestamptz NOT NULL DEFAULT now())`,
  )
}

/** Makes the partition of a month ("2026-11") in each table, and drops what is older than is kept. */
export async function makeMonth(client: PoolClient, month: string): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK])
  const first = `${month}-01`
  for (const { name } of [FIELDS, OPERATIONS])
    await client.query(
      `CREATE TABLE IF NOT EXISTS ${name}_${month.replace('-', '_')} PARTITION OF ${name}
       FOR VALUES FROM ('${first}') TO ('${nextMonth(first)}')`,
    )
  await dropOldMonths(client)
}

async function dropOldMonths(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ today: string }>(
    `SELECT to_char(now() AT TIME ZONE 'Asia/Macau', 'YYYY-MM-DD') AS today`,
  )
  const oldest = firstKeptDay(rows[0]?.today ?? '').slice(0, 7)
  const partitions = await client.query<{ name: string }>(
    `SELECT inhrelid::regclass::text AS name FROM pg_inherits
     WHERE inhparent IN ('use_fields'::regclass, 'use_operations'::regclass)`,
  )
  for (const { name } of partitions.rows) {
    const month = /_(\d{4})_(\d\d)$/.exec(name)
    if (month !== null && `${month[1]}-${month[2]}` < oldest) await client.query(`DROP TABLE ${name}`)
  }
  await client.query('DELETE FROM use_documents WHERE last_day < $1', [`${oldest}-01`])
}

function nextMonth(first: string): string {
  const [year = 0, month = 0] = first.split('-').map(Number)
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10)
}
