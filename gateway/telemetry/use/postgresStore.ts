import { Pool, type PoolClient } from 'pg'
import type { Log } from '../../../kit/log.ts'
import { transact } from '../../../kit/postgres.ts'
import type { FieldRow, OperationRow, UseBatch } from './batch.ts'
import { BOUNDARIES_MS, type Counts } from './counts.ts'
import {
  COUNTS,
  FIELDS,
  keyOf,
  makeMonth,
  makeTables,
  OPERATIONS,
  type CountTable,
} from './postgresTables.ts'
import type { Client, FieldUse, MonthUse, UseStore } from './useStore.ts'

/** One flushes, one reads. */
const MAX_CONNECTIONS = 2
const CONNECT_TIMEOUT_MS = 3_000
const STATEMENT_TIMEOUT_MS = 10_000
/** So long, a batch that comes again is known. */
const BATCHES_KEPT = '2 days'

/** Counts in PostgreSQL, which any number of gateways add to; nothing is connected before something is kept or read. */
export function openPostgresStore(address: string, log: Log): UseStore {
  const pool = new Pool({
    connectionString: address,
    application_name: 'macao-open-gateway use',
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS + 1_000,
  })
  // A connection lost while idle belongs to no flush; unheard, the event would end the process.
  pool.on('error', (error) => log.warn({ reason: error.message }, 'idle connection of the use store lost'))
  const made = new Set<string>()

  /** In transactions of their own: a gateway that waits for a partition holds no counts. */
  const prepare = async (batch: UseBatch): Promise<void> => {
    const months = new Set([...batch.operations, ...batch.fields].map(({ day }) => day.slice(0, 7)))
    if (!made.has('tables')) await transact(pool, makeTables)
    made.add('tables')
    for (const month of [...months].toSorted()) {
      if (!made.has(month)) await transact(pool, (client) => makeMonth(client, month))
      made.add(month)
    }
  }

  return {
    async write(batch) {
      try {
        await prepare(batch)
        await transact(pool, (client) => addBatch(client, batch))
      } catch (error) {
        // Whoever emptied the database meant it: tables are made anew at the next try.
        made.clear()
        throw error
      }
    },
    async readFields({ from, to, coordinate, client }) {
      const rows = await read<FieldSum>(
        pool,
        `SELECT coordinate, tier, client, is_verified, is_sample, ${SUMS},
                min(day)::text AS first_day, max(day)::text AS last_day
         FROM use_fields
         WHERE day BETWEEN $1 AND $2 AND ($3::text IS NULL OR coordinate = $3)
           AND ($4::text IS NULL OR client = $4)
         GROUP BY 1, 2, 3, 4, 5`,
        [from, to, coordinate ?? null, client ?? null],
      )
      return rows.map(toFieldUse)
    },
    async readMonths(from, to) {
      const rows = await read<MonthSum>(
        pool,
        `SELECT s.*, d.name, coalesce(d.coordinates, '{}') AS coordinates
         FROM (SELECT to_char(day, 'YYYY-MM') AS month, hash, client, is_verified, is_sample, ${SUMS},
                      max(day)::text AS last_day
               FROM use_operations WHERE day BETWEEN $1 AND $2 GROUP BY 1, 2, 3, 4, 5) s
         LEFT JOIN use_documents d ON d.hash = s.hash`,
        [from, to],
      )
      return rows.map(toMonthUse)
    },
    close: () => pool.end(),
  }
}

/** Before the first flush there are no tables, and so there is no use. */
async function read<Sum extends object>(
  pool: Pool,
  text: string,
  values: readonly unknown[],
): Promise<readonly Sum[]> {
  try {
    return (await pool.query<Sum>(text, [...values])).rows
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '42P01') return []
    throw error
  }
}

/** A batch that was committed, though its answer was lost, is not added again. */
async function addBatch(client: PoolClient, batch: UseBatch): Promise<void> {
  const { rowCount } = await client.query(
    'INSERT INTO use_batches (id) VALUES ($1) ON CONFLICT (id) DO NOTHING',
    [batch.id],
  )
  if (rowCount === 0) return
  await client.query(`DELETE FROM use_batches WHERE written_at < now() - interval '${BATCHES_KEPT}'`)
  await addDocuments(client, batch)
  await addRows(client, OPERATIONS, batch.operations.map(toColumns))
  await addRows(client, FIELDS, batch.fields.map(toColumns))
}

/** In the order of their keys, as all rows here: two gateways that write the same ones wait, and never for each other. */
async function addDocuments(client: PoolClient, { documents, operations }: UseBatch): Promise<void> {
  const lastDay = operations.reduce((last, { day }) => (day > last ? day : last), '')
  await client.query(
    `INSERT INTO use_documents (hash, name, coordinates, last_day)
     SELECT hash, name, ARRAY(SELECT json_array_elements_text(coordinates)), $2::date
     FROM json_to_recordset($1::json) AS r(hash text, name text, coordinates json)
     ORDER BY hash COLLATE "C"
     ON CONFLICT (hash) DO UPDATE SET last_day = excluded.last_day
     WHERE use_documents.last_day < excluded.last_day`,
    [JSON.stringify(documents), lastDay],
  )
}

async function addRows(client: PoolClient, table: CountTable, rows: readonly object[]): Promise<void> {
  const key = keyOf(table)
  const columns = [...key, ...COUNTS]
  await client.query(
    `INSERT INTO ${table.name} (${columns.join(', ')})
     SELECT ${columns.join(', ')} FROM json_populate_recordset(NULL::${table.name}, $1::json)
     ORDER BY ${key.join(', ')}
     ON CONFLICT (${key.join(', ')}) DO UPDATE
     SET ${COUNTS.map((name) => `${name} = ${table.name}.${name} + excluded.${name}`).join(', ')}`,
    [JSON.stringify(rows)],
  )
}

function toColumns(row: OperationRow | FieldRow): object {
  const { isVerified, isSample, buckets, ...rest } = row
  return {
    ...rest,
    is_verified: isVerified,
    is_sample: isSample,
    ...Object.fromEntries(buckets.map((count, at) => [`b${at}`, count])),
  }
}

const SUMS = [
  'sum(requests)::float8 AS requests',
  'sum(errors)::float8 AS errors',
  `ARRAY[${BOUNDARIES_MS.map((_, at) => `sum(b${at})::float8`).join(', ')}] AS buckets`,
].join(', ')

interface ClientSum extends Counts {
  readonly client: string
  readonly is_verified: boolean
  readonly is_sample: boolean
  readonly last_day: string
}

interface FieldSum extends ClientSum {
  readonly coordinate: string
  readonly tier: string
  readonly first_day: string
}

interface MonthSum extends ClientSum {
  readonly month: string
  readonly hash: string
  readonly name: string | null
  readonly coordinates: readonly string[]
}

function toFieldUse({ coordinate, tier, first_day, last_day, ...sum }: FieldSum): FieldUse {
  return { coordinate, tier, firstDay: first_day, lastDay: last_day, ...toCounts(sum), ...toClient(sum) }
}

function toMonthUse({ month, hash, name, coordinates, last_day, ...sum }: MonthSum): MonthUse {
  return { month, hash, name, coordinates, lastDay: last_day, ...toCounts(sum), ...toClient(sum) }
}

function toCounts({ requests, errors, buckets }: Counts): Counts {
  return { requests, errors, buckets }
}

function toClient(sum: Pick<ClientSum, 'client' | 'is_verified' | 'is_sample'>): Client {
  return { client: sum.client, isVerified: sum.is_verified, isSample: sum.is_sample }
}
