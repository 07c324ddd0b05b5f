import { GatewayError } from '../errors.ts'
import type { Caller } from '../access/caller.ts'
import type { Graph } from '../graph/graph.ts'
import { admitOperation } from '../request/admit/admit.ts'
import { assess } from '../request/admit/assess.ts'
import { authorise } from '../request/authorise.ts'
import type { HttpRequest } from '../request/http.ts'
import { identifyOrCharge } from '../request/identifyOrCharge.ts'
import { answerRequest, knownToAnybody, type PipelineParts } from '../request/pipeline.ts'
import type { PartsSink } from '../request/respond/parts/tellParts.ts'
import { respondWithRefusal, type Answer } from '../request/respond/answer.ts'
import { endStage } from '../telemetry/record.ts'
import type { AskedSubscription } from './subscription.ts'

export type OpenedOperation =
  | { readonly kind: 'subscription'; readonly subscription: AskedSubscription }
  | { readonly kind: 'answer'; readonly answer: Answer }

/** The graph as it is now; undefined where there is none any more, as for a variant that was taken away. */
export type FindGraph = () => Graph | undefined

/**
 * Takes a request through the stages that a query goes through until it is executed. A query or mutation is answered as it was
 * asked: a GET that stands here as a POST changes nothing. Throws GatewayError as the stages do.
 */
export async function openOperation(
  parts: PipelineParts,
  findGraph: FindGraph,
  given: HttpRequest,
  asSent: HttpRequest = given,
  sink?: PartsSink,
): Promise<OpenedOperation> {
  const request = withoutExplanation(given)
  const caller = await identifyOrCharge(parts, request)
  const graph = (): Graph | undefined => ofCaller(findGraph(), caller)
  await parts.traffic.enter(request.visit, caller)
  try {
    const { record } = request
    record.caller = caller
    endStage(record, 'wait')
    const now = graph()
    if (now === undefined) throw new GatewayError('NOT_FOUND', 'There is no graph at this address any more.')
    const admitted = await admitOperation(now, request, parts.documents, parts.config.limits)
    if (admitted.kind === 'refused')
      return { kind: 'answer', answer: respondWithRefusal(admitted, request.mediaType) }
    record.operation = admitted.prepared.operation
    if (admitted.prepared.operation.type === 'subscription') {
      const asked = assess(parts.config.limits, now, request, admitted)
      record.cost = asked.cost
      endStage(record, 'admit')
      parts.traffic.takeCost(request.visit, asked.cost)
      assertMayBegin(authorise(parts, asked, caller))
      endStage(record, 'authorise')
      const { variables } = admitted
      return { kind: 'subscription', subscription: { asked, caller, given: variables, graph } }
    }
  } finally {
    parts.traffic.leave()
  }
  const whole = findGraph()
  if (whole === undefined) throw new GatewayError('NOT_FOUND', 'There is no graph at this address any more.')
  return { kind: 'answer', answer: await answerRequest(parts, whole, asSent, sink) }
}

function ofCaller(graph: Graph | undefined, caller: Caller): Graph | undefined {
  return graph !== undefined && caller.kind === 'anonymous' ? knownToAnybody(graph) : graph
}

/** Each event would be explained, of which nobody wants to read more than one. */
function withoutExplanation(request: HttpRequest): HttpRequest {
  const { 'x-explain': _, ...headers } = request.headers
  return { ...request, headers }
}

/** What is refused at each event is refused at once. */
function assertMayBegin(access: ReturnType<typeof authorise>): void {
  if (access.kind === 'explained') throw new GatewayError('BAD_REQUEST', 'A subscription is not explained.')
}
