import type { FieldNode, GraphQLFormattedError, SelectionSetNode } from 'graphql'
import { getVariableValues, Kind, parse } from 'graphql'
import type { Snapshot } from '../../gateway/snapshot.ts'
import { executePlan } from '../../gateway/request/execute/execute.ts'
import { normaliseOperation } from '../../gateway/request/operation/normalise.ts'
import { compilePlan } from '../../gateway/request/plan/plan.ts'
import { projectAnswer } from '../../gateway/request/respond/project.ts'
import type { Question } from './federation.ts'
import type { TestSubgraph } from './federationSubgraph.ts'
import type { SubgraphQuestion } from './federationSubgraph.ts'
import { createTransports } from './federationTransport.ts'

export interface EngineAnswer {
  /** Parsed, in the order in which it was written. */
  readonly data: unknown
  readonly errors: readonly GraphQLFormattedError[]
  readonly requests: readonly SentRequest[]
}

export interface SentRequest extends SubgraphQuestion {
  readonly subgraph: string
}

export type AskEngine = (question: Question) => Promise<EngineAnswer>

/** Runs the stages of the gateway from planning to projection, and writes down what the subgraphs are asked. */
export function startEngine(snapshot: Snapshot, subgraphs: readonly TestSubgraph[]): AskEngine {
  const transport = createTransports(subgraphs)
  return async ({ query, variables: given = {}, denied = [] }) => {
    const operation = normaliseOperation(parse(query, { noLocation: true }), undefined)
    const { coerced = {} } = getVariableValues(
      snapshot.apiSchema,
      operation.definition.variableDefinitions ?? [],
      given,
    )
    const plan = compilePlan(snapshot, operation, findFields(operation.definition.selectionSet, denied))
    const requests: SentRequest[] = []
    const execution = await executePlan(plan, {
      variables: coerced,
      signal: new AbortController().signal,
      requestId: 'test',
      call: (request) => {
        requests.push({
          subgraph: request.subgraph,
          query: request.query,
          variables: JSON.parse(request.variables),
        })
        return transport(request)
      },
    })
    const { data, errors } = projectAnswer(plan, execution)
    return { data: JSON.parse(data), errors, requests }
  }
}

/** The field nodes at response paths such as `museums.name`. */
function findFields(
  selectionSet: SelectionSetNode,
  paths: readonly string[],
  above = '',
): ReadonlySet<FieldNode> {
  const found = new Set<FieldNode>()
  for (const selection of selectionSet.selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) continue
    const isField = selection.kind === Kind.FIELD
    const path = isField ? `${above}${(selection.alias ?? selection.name).value}` : above
    if (isField && paths.includes(path)) found.add(selection)
    const below =
      selection.selectionSet && findFields(selection.selectionSet, paths, isField ? `${path}.` : above)
    for (const field of below ?? []) found.add(field)
  }
  return found
}
