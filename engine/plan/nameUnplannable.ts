import type { DocumentNode, GraphQLNamedType, GraphQLSchema, SelectionNode } from 'graphql'
import { getNamedType, isInterfaceType, isObjectType, Kind, print } from 'graphql'
import { EngineError } from '../errors.ts'
import type { Supergraph } from '../supergraph/supergraph.ts'
import { listFetches } from './fetches.ts'
import type { Planner } from './planner.ts'
import type { PlannerOperation } from './plannerOperation.ts'
import { responseKey } from './responseKeys.ts'
import { findUnplannable } from './unplannableField.ts'

/** In UTF-16 code units, as printed. Planning a longer operation again and again would hold up other clients' plans. */
const MAX_LENGTH = 4_000

/** Rejects with the field for which there is no plan; with the error as it is where none is found within bounds. */
export async function nameUnplannable(
  error: EngineError,
  { document, keys, literals }: PlannerOperation,
  labels: ReadonlySet<string>,
  { planner, supergraph }: { readonly planner: Planner; readonly supergraph: Supergraph },
): Promise<never> {
  if (document === undefined || print(document).length > MAX_LENGTH) throw error
  const isPlannable = async (operation: DocumentNode): Promise<boolean | undefined> => {
    try {
      listFetches(await planner.plan(operation, labels), supergraph, literals, Infinity)
      return true
    } catch (failure) {
      // The planner cannot say: out of time, or with too much to do.
      return failure instanceof EngineError && !isPlanNotPossible(failure) ? undefined : false
    }
  }
  const way = await findUnplannable(document, isPlannable)
  const details = nameField(way, document, keys, supergraph.apiSchema)
  if (details === undefined) throw error
  const message = `No plan was found for ${details.field} at ${details.path.join('.')}.`
  throw new EngineError('PLAN_NOT_POSSIBLE', message, details, error)
}

export function isPlanNotPossible(error: unknown): error is EngineError {
  return error instanceof EngineError && error.code === 'PLAN_NOT_POSSIBLE'
}

/** A field's coordinate and the client's path to it, without list indexes. */
function nameField(
  way: readonly SelectionNode[],
  { definitions: [operation] }: DocumentNode,
  { toClient }: PlannerOperation['keys'],
  schema: GraphQLSchema,
): { readonly field: string; readonly path: readonly string[] } | undefined {
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return undefined
  let type: GraphQLNamedType | null | undefined = schema.getRootType(operation.operation)
  let field = ''
  const path: string[] = []
  for (const step of way) {
    if (step.kind === Kind.INLINE_FRAGMENT && step.typeCondition !== undefined)
      type = schema.getType(step.typeCondition.name.value)
    if (step.kind !== Kind.FIELD) continue
    const key = responseKey(step)
    path.push(toClient.get(key) ?? key)
    field = `${type?.name}.${step.name.value}`
    const fields = isObjectType(type) || isInterfaceType(type) ? type.getFields() : {}
    type = getNamedType(fields[step.name.value]?.type)
  }
  return path.length === 0 ? undefined : { field, path }
}
