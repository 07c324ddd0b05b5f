import { parse, validate, type GraphQLSchema } from 'graphql'
import { isRecord } from '../../kit/isRecord.ts'
import { statusOfListError, TableRefusal } from '../request/table/tableRefusal.ts'
import { readErrors } from '../request/table/wholeList.ts'
import { pagesOf } from '../../kit/tables/paging.ts'
import type { AskGraph } from '../tables/askGraph.ts'

type Data = Readonly<Record<string, unknown>>

/** Whether a graph has what a query of ours asks for: these faces are there for graphs that do. */
export function isAnswerable(schema: GraphQLSchema, query: string): boolean {
  return validate(schema, parse(query)).length === 0
}

/** The data of an answer without any error; throws TableRefusal for another, since no face has a place for errors. */
export async function askWhole(ask: AskGraph, query: string, variables: Data = {}): Promise<Data> {
  const { status, body } = await ask(query, variables, false)
  const [fault] = readErrors(body)
  if (fault !== undefined || !isRecord(body) || !isRecord(body.data)) {
    const refused = status === 200 ? statusOfListError(fault?.code) : status
    const errors = isRecord(body) ? body.errors : []
    throw new TableRefusal(refused, { errors }, fault?.message ?? 'expected data; got none')
  }
  return body.data
}

/** All items of a list, page after page. */
export async function askWholeList(
  ask: AskGraph,
  query: string,
  path: readonly string[],
): Promise<readonly Data[]> {
  const items: Data[] = []
  for await (const { rows } of pagesOf(query, path, (text, added) => askWhole(ask, text, added)))
    items.push(...rows.filter(isRecord))
  return items
}
