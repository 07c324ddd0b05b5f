import type { GraphEvent } from '../../../kit/events/graphEvent.ts'
import type { Variables } from '../../../kit/graphql/variables.ts'
import type { Graph, PreparedOperation } from '../../graph/graph.ts'
import { assertLimit } from '../../traffic/assertLimit.ts'
import type { Limits } from '../../traffic/limits.ts'
import type { PassedEvent } from '../../subgraphs/subgraphFetcher.ts'
import type { HttpRequest } from '../http.ts'
import { asksForProvenance, COST_WITH_PROVENANCE } from '../asksForProvenance.ts'
import { acceptVariables } from './admit.ts'

/** A request whose operation and variables are admitted and within the limits. */
export interface AskedOperation {
  readonly graph: Graph
  readonly request: HttpRequest
  readonly prepared: PreparedOperation
  readonly variables: Variables
  /** The same as JSON. */
  readonly variablesText: string
  /** The estimate by which it is within the limits. */
  readonly cost: number
  /** Whether the answer tells what it is made of. */
  readonly tellsProvenance: boolean
  /** What it is executed for; undefined for what is no subscription to a topic. */
  readonly event: GraphEvent | undefined
  /** The same of a subscription that its subgraph serves itself. */
  readonly passed: PassedEvent | undefined
}

/** Throws as `acceptVariables` and `asksForProvenance` do. */
export function assess(
  limits: Limits,
  graph: Graph,
  request: HttpRequest,
  { prepared, variables: given }: { readonly prepared: PreparedOperation; readonly variables: Variables },
): AskedOperation {
  const { values, text, cost: plainCost } = acceptVariables(prepared, request, given, limits, graph)
  const tellsProvenance = asksForProvenance(request)
  const cost = tellsProvenance ? costWithProvenance(limits, prepared, values) : plainCost
  return {
    graph,
    request,
    prepared,
    variables: values,
    variablesText: text,
    cost,
    tellsProvenance,
    event: undefined,
    passed: undefined,
  }
}

function costWithProvenance(
  { cost: limit }: Limits,
  { operation }: PreparedOperation,
  values: Variables,
): number {
  const cost = operation.annotatedCost(values)
  assertLimit('in estimated cost, its provenance included', COST_WITH_PROVENANCE, limit, cost)
  return cost
}
