import { Pool, type CustomTypesConfig } from 'pg'
import type { Log } from '../../../kit/log.ts'
import type { Row } from './table.ts'

/** Asks the database with bound parameters only; the rows come as text, as those of a CSV do. */
export type AskDatabase = (text: string, values: readonly unknown[]) => Promise<readonly Row[]>

export interface Database {
  readonly ask: AskDatabase
  close(): Promise<void>
}

const MAX_CONNECTIONS = 10
const CONNECT_TIMEOUT_MS = 3_000
const STATEMENT_TIMEOUT_MS = 5_000
const IDLE_TIMEOUT_MS = 30_000

/** A pool of connections; none is made before something is asked. */
export function openDatabase(address: string, log: Log): Database {
  const pool = new Pool({
    connectionString: address,
    application_name: 'macao-open-gateway culture',
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    // The client's own deadline, for a server that no longer answers at all.
    query_timeout: STATEMENT_TIMEOUT_MS + 1_000,
  })
  // A connection lost while idle belongs to no request; unheard, the event would end the process.
  pool.on('error', (error) => log.warn({ reason: error.message }, 'idle database connection lost'))
  return {
    async ask(text, values) {
      const result = await pool.query<NullableRow>({ text, values: [...values], types: AS_TEXT })
      return result.rows.map(toRow)
    },
    close: () => pool.end(),
  }
}

type NullableRow = Readonly<Record<string, string | null>>

/** No value becomes a number or a date here: one parser reads the rows of both sources. */
const AS_TEXT: CustomTypesConfig = { getTypeParser: () => (text: string) => text }

function toRow(values: NullableRow): Row {
  return Object.fromEntries(Object.entries(values).map(([column, value]) => [column, value ?? '']))
}
