import type { ServerResponse } from 'node:http'
import type { Answer } from '../respond.ts'
import type { Format } from './format.ts'
import { columnsOf, findRowLists, flattenRow, isObject } from './rows.ts'
import { sendTable } from './send.ts'

/**
 * Sends the first list of an answer as a table. What a table has no room for stands in its headers: whether parts are
 * missing, which list it is, and how many there are in all. False where there are no data to send.
 */
export async function sendAnswerAsTable(
  response: ServerResponse,
  requestId: string,
  format: Format,
  answer: Answer,
): Promise<boolean> {
  if (answer.status !== 200) return false
  const body: unknown = JSON.parse(answer.body.toString())
  if (!isObject(body) || !isObject(body.data)) return false
  const [list] = findRowLists(body.data)
  if (!list) return false
  const columns = columnsOf(list.rows.map(flattenRow))
  const errors = Array.isArray(body.errors) ? body.errors.length : 0
  const headers = describeList(body.data, list.path, errors)
  await sendTable(response, requestId, { format, columns, rows: list.rows, headers })
  return true
}

/** Headers that tell what a table is of. */
export function describeList(
  data: unknown,
  path: readonly string[],
  errors: number,
): Readonly<Record<string, string>> {
  const owner = path
    .slice(0, -1)
    .reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), data)
  const total = isObject(owner) && typeof owner.totalCount === 'number' ? `${owner.totalCount}` : undefined
  return {
    'x-list': path.join('.'),
    ...(total !== undefined && { 'x-total-count': total }),
    ...(errors > 0 && { 'x-graphql-errors': `${errors}` }),
  }
}
