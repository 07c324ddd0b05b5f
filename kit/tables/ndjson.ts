import type { Many } from './rows.ts'

/** One JSON value a line. */
export async function* writeNdjson(rows: Many<unknown>): AsyncGenerator<string> {
  for await (const row of rows) yield `${JSON.stringify(row)}\n`
}

/** The rows as one JSON list. */
export async function* writeJsonList(rows: Many<unknown>): AsyncGenerator<string> {
  let separator = '['
  for await (const row of rows) {
    yield separator + JSON.stringify(row)
    separator = ',\n'
  }
  yield separator === '[' ? '[]\n' : ']\n'
}
