import { parse, type GraphQLSchema } from 'graphql'
import type { Variables } from '../../kit/graphql/variables.ts'
import { asksForProvenance } from '../request/asksForProvenance.ts'
import { chooseList } from '../request/table/wantedList.ts'
import { readVariables } from './readVariables.ts'
import type { SavedQuery } from './savedQueries.ts'
import { readShape, SHAPE_PARAMETERS, type Shape } from './shape/readShape.ts'
import { shapeTable, type ShapedTable } from './shape/shapeTable.ts'
import {
  answerAsRow,
  findTableLists,
  readAnswerFields,
  type TableList,
} from '../../kit/tables/tableFields.ts'

/** The table that an address asks for, known before anything is fetched. */
export interface PreparedTable extends ShapedTable {
  readonly query: SavedQuery
  readonly variables: Variables
  readonly parameters: URLSearchParams
  readonly settings: Shape
  /** Of all the lists the one that is wanted. */
  readonly list: TableList
  readonly all: readonly TableList[]
}

const WHOLE_ANSWER = '.'
/** Read as at /graphql; what a table is made of is told whatever it says. */
const EXTENSIONS = 'extensions'

/**
 * `list` names a list, or "." the whole answer as one row; without it the header does, else it is the first. Throws
 * GatewayError BAD_USER_INPUT.
 */
export function prepareTable(
  query: SavedQuery,
  schema: GraphQLSchema,
  parameters: URLSearchParams,
  listHeader: string | undefined,
): PreparedTable {
  const names = new Set(query.operation.variableDefinitions?.map(({ variable }) => variable.name.value))
  const settings = readShape(parameters, names)
  if (!names.has(EXTENSIONS))
    asksForProvenance({ method: 'GET', search: `${parameters}`, headers: {}, body: null })
  const variables = readVariables(schema, query.operation, withoutShape(parameters, names))
  const fields = readAnswerFields(schema, parse(query.text), query.operation)
  const all = findTableLists(fields)
  const wanted = settings.list ?? listHeader
  const answer = answerAsRow(fields)
  const list = wanted === WHOLE_ANSWER ? answer : (chooseList(all, wanted) ?? answer)
  return { query, variables, parameters, settings, list, all, ...shapeTable(list, settings) }
}

function withoutShape(parameters: URLSearchParams, variables: ReadonlySet<string>): URLSearchParams {
  const rest = new URLSearchParams(parameters)
  for (const name of [...SHAPE_PARAMETERS, EXTENSIONS]) if (!variables.has(name)) rest.delete(name)
  return rest
}
