import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Answer } from '../respond/answer.ts'
import type { Format, NamedRows } from './format.ts'
import { isRecord } from '../../../kit/isRecord.ts'
import { plainColumns } from '../../../kit/tables/columns.ts'
import { nameSheets } from '../../../kit/tables/lists.ts'
import { columnsOf, findRowLists, flattenRow, type RowList } from '../../../kit/tables/rows.ts'
import { readProvenance, shareOfSamples } from '../readProvenance.ts'
import { countMissingCells } from './missingCells.ts'
import type { TableBudget } from './readWhole.ts'
import { MISSING_CELLS, SAMPLE, sendTable } from './sendTable.ts'
import { statusOfListError } from './tableRefusal.ts'
import { chooseList } from './wantedList.ts'
import { readErrors, type AnswerError } from './wholeList.ts'

/**
 * Sends a list of an answer as a table: the one that is wanted, else the first; a workbook holds all where none is named.
 * What a table has no room for stands in its headers: how many cells are missing, which list it is, which others there
 * are, and how many rows there are in all. Resolves to the answer as it is to be sent in JSON where it holds no table, or
 * not the whole of one; to null where the table is sent.
 */
export async function sendAnswerAsTable(
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
  format: Format,
  wanted: string | undefined,
  answer: Answer,
  budget: TableBudget,
): Promise<Answer | null> {
  if (answer.status !== 200) return answer
  const body: unknown = JSON.parse(answer.body.toString())
  const errors = readErrors(body)
  const fault = errors.find((error) => isOutsideRows(error, wanted))
  if (fault) return { ...answer, status: statusOfListError(fault.code) }
  if (!isRecord(body) || !isRecord(body.data)) return answer
  const all = findRowLists(body.data)
  const list = chooseList(all, wanted)
  if (!list) return answer
  const others = format === 'xlsx' && wanted === undefined ? all.filter((other) => other !== list) : []
  const [first, ...rest] = nameRows([list, ...others])
  if (!first) return answer
  const missing = countMissingCells(
    errors,
    list.path,
    first.columns.map((column) => column.name),
    list.rows,
  )
  const headers = {
    ...describeList(body.data, list.path, errors.length),
    ...nameLists(all),
    ...(missing > 0 && { [MISSING_CELLS]: `${missing}` }),
    [SAMPLE]: shareOfSamples(readProvenance(body) ?? []),
  }
  const mayCompress = answer.isConfidential !== true
  const table = { format, lists: [first, ...rest] as const, headers: () => headers, mayCompress }
  await sendTable(request, response, requestId, table, budget)
  return null
}

/**
 * Whether a list may be missing, of which the answer does not tell that it would have been one: all that failed outside
 * of lists, or on the way to the list that is wanted.
 */
function isOutsideRows({ path }: AnswerError, wanted: string | undefined): boolean {
  if (path.length === 0 || path.some((part) => typeof part === 'number')) return false
  if (wanted === undefined) return true
  const place = path.join('.')
  return wanted === place || wanted.startsWith(`${place}.`)
}

function nameRows(lists: readonly RowList[]): readonly NamedRows[] {
  const names = nameSheets(lists)
  return lists.map(({ rows }, index) => ({
    name: names[index] ?? '',
    columns: plainColumns(columnsOf(rows.map(flattenRow))),
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
