import type { FieldNode, GraphQLFormattedError, SelectionSetNode } from 'graphql'
import { getVariableValues, Kind, parse } from 'graphql'
import type { Snapshot } from '../../../engine/supergraph/snapshot.ts'
import type { Operation } from '../../../engine/operation/operation.ts'
import { executePlan } from '../../../engine/run/execute.ts'
import { withCoalescing } from '../../../gateway/subgraphs/withCoalescing.ts'
import { normaliseOperation } from '../../../engine/operation/normaliseOperation.ts'
import type { CompiledPlan } from '../../../engine/plan/plan.ts'
import { compilePlan } from '../../../engine/plan/plan.ts'
import { projectAnswer } from '../../../gateway/request/respond/project.ts'
import type { SubgraphQuestion, TestSubgraph } from './subgraph.ts'
import { createTransports } from './transport.ts'

/** What a client asks, and which of its fields, by response path without indices, it may not see. */
export interface Question {
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>>
  readonly denied?: readonly string[]
  /** Ends the request; without it nothing does. */
  readonly signal?: AbortSignal
}

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

/**
 * Runs the stages of the gateway from planning to projection, and writes down what the subgraphs are asked. As in the
 * gateway a plan is made once, and requests under way at the same moment share answers.
 */
export function startEngine(snapshot: Snapshot, subgraphs: readonly TestSubgraph[]): AskEngine {
  const transport = withCoalescing()(createTransports(subgraphs))
  const plans = new Map<string, CompiledPlan>()
  const planFor = (query: string, denied: readonly string[]): CompiledPlan => {
    const key = JSON.stringify([query, denied])
    const plan = plans.get(key) ?? planQuestion(snapshot, query, denied)
    plans.set(key, plan)
    return plan
  }
  return async ({ query, variables: given = {}, denied = [], signal = new AbortController().signal }) => {
    const plan = planFor(query, denied)
    const { variableDefinitions = [] } = plan.operation.definition
    const { coerced = {} } = getVariableValues(snapshot.apiSchema, variableDefinitions, given)
    const requests: SentRequest[] = []
    const execution = await executePlan(plan, {
      variables: coerced,
      signal,
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
    const { envelope, errors } = projectAnswer(plan, execution)
    return { data: JSON.parse(envelope.toString()).data, errors, requests }
  }
}

function planQuestion(snapshot: Snapshot, query: string, denied: readonly string[]): CompiledPlan {
  const operation = normaliseOperation(parse(query, { noLocation: true }), undefined)
  return compilePlan(snapshot, operation, findFields(operation, denied))
}

function findFields(operation: Operation, paths: readonly string[]): ReadonlySet<FieldNode> {
  const fields = listFields(operation.definition.selectionSet)
  return new Set(fields.filter(({ path }) => paths.includes(path)).map(({ node }) => node))
}

/** The fields of an operation by response path without indices, such as `museums.name`. */
export function listFields(set: SelectionSetNode, above = ''): readonly { path: string; node: FieldNode }[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return []
    if (selection.kind === Kind.INLINE_FRAGMENT) return listFields(selection.selectionSet, above)
    if (selection.name.value === '__typename') return []
    const path = `${above}${(selection.alias ?? selection.name).value}`
    const below = selection.selectionSet ? listFields(selection.selectionSet, `${path}.`) : []
    return [{ path, node: selection }, ...below]
  })
}
