import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Answer } from '../respond/answer.ts'
import type { Format, NamedRows } from './format.ts'
import { isRecord } from '../../../kit/isRecord.ts'
import { nameSheets } from '../../../kit/tables/lists.ts'
import { columnsOf, findRowLists, flattenRow, type RowList } from '../../../kit/tables/rows.ts'
import { sendTable } from './sendTable.ts'
import { chooseList } from './wantedList.ts'

/**
 * Sends a list of an answer as a table: the one that is wanted, else the first; a workbook holds all where none is named.
 * What a table has no room for stands in its headers: whether parts are missing, which list it is, which others there
 * are, and how many there are in all. False where there are no data to send.
 */
export async function sendAnswerAsTable(
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
  format: Format,
  wanted: string | undefined,
  answer: Answer,
): Promise<boolean> {
  if (answer.status !== 200) return false
  const body: unknown = JSON.parse(answer.body.toString())
  if (!isRecord(body) || !isRecord(body.data)) return false
  const all = findRowLists(body.data)
  const list = chooseList(all, wanted)
  if (!list) return false
  const errors = Array.isArray(body.errors) ? body.errors.length : 0
  const headers = { ...describeList(body.data, list.path, errors), ...nameLists(all) }
  const others = format === 'xlsx' && wanted === undefined ? all.filter((other) => other !== list) : []
  const [first, ...rest] = nameRows([list, ...others])
  if (!first) return false
  const mayCompress = answer.isConfidential !== true
  await sendTable(request, response, requestId, { format, lists: [first, ...rest], headers, mayCompress })
  return true
}

function nameRows(lists: readonly RowList[]): readonly NamedRows[] {
  const names = nameSheets(lists)
  return lists.map(({ rows }, index) => ({
    name: names[index] ?? '',
    columns: columnsOf(rows.map(flattenRow)),
    rows,
  }))
}

/** All the lists that there are, where a client has a choice. */
export function nameLists(lists: readonly Pick<RowList, 'path'>[]): Readonly<Record<string, string>> {
  return lists.length < 2 ? {} : { 'x-lists': lists.map(({ path }) => path.join('.')).join(', ') }
}

/** Headers that tell what a table is of. */
export function describeList(
  data: unknown,
  path: readonly string[],
  errors: number,
): Readonly<Record<string, string>> {
  const owner = path
    .slice(0, -1)
    .reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), data)
  const total = isRecord(owner) && typeof owner.totalCount === 'number' ? `${owner.totalCount}` : undefined
  return {
    'x-list': path.join('.'),
    ...(total !== undefined && { 'x-total-count': total }),
    ...(errors > 0 && { 'x-graphql-errors': `${errors}` }),
  }
}
