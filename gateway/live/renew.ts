import { validate } from 'graphql'
import { GatewayError } from '../errors.ts'
import { assess, type AskedOperation } from '../request/admit/assess.ts'
import type { PipelineParts } from '../request/pipeline.ts'
import type { AskedSubscription } from './subscription.ts'

/** The same operation by another version of the graph. Throws GatewayError where it is not valid there. */
export function renew(
  parts: PipelineParts,
  { asked, graph: current, given }: AskedSubscription,
): AskedOperation {
  const graph = current()
  const { document, name } = asked.prepared.operation
  const [problem] =
    graph === undefined ? [undefined] : validate(graph.apiSchema, document, undefined, { maxErrors: 1 })
  if (graph === undefined || problem !== undefined) throw noLongerValid(problem)
  const prepared = graph.prepare(document, name)
  return assess(parts.config.limits, graph, asked.request, { prepared, variables: given })
}

export function noLongerValid(cause: unknown): GatewayError {
  const why = cause instanceof Error ? `: ${cause.message}` : '.'
  return new GatewayError(
    'GRAPHQL_VALIDATION_FAILED',
    `The graph has changed, and the subscription does not fit it any more${why}`,
  )
}
