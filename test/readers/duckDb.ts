import { createRequire } from 'node:module'
import { z } from 'zod'

export interface DuckDb {
  /** The rows of an answer, each as the values of its columns. */
  ask(sql: string): Promise<readonly (readonly unknown[])[]>
}

/** Null, said in one line, where `npm --prefix test/readers ci` was not run; with CI=true that is an error. */
export async function openDuckDb(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<DuckDb | null> {
  try {
    const { DuckDBInstance } = duckDbModule.parse(createRequire(import.meta.url)('@duckdb/node-api'))
    const connection = await (await DuckDBInstance.create(':memory:')).connect()
    return {
      ask: async (sql) => (await connection.runAndReadAll(sql)).getRows(),
    }
  } catch (cause) {
    const message = 'Tables are not opened by DuckDB: `npm --prefix test/readers ci` brings it.'
    if (environment.CI === 'true') throw new Error(message, { cause })
    console.warn(message)
    return null
  }
}

interface Connection {
  runAndReadAll(sql: string): Promise<{ getRows(): unknown[][] }>
}

const duckDbModule = z.object({
  DuckDBInstance: z.custom<{ create(path: string): Promise<{ connect(): Promise<Connection> }> }>(
    (value) => typeof value === 'function',
  ),
})
