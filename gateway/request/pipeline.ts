import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Audit } from '../audit/audit.ts'
import type { Config } from '../config.ts'
import { ClientError } from '../errors.ts'
import type { Graph } from '../graph.ts'
import type { Log } from '../../kit/log.ts'
import { decideAccess } from './authorise/authorise.ts'
import type { Identify } from './authorise/token/identify.ts'
import { executePlan } from './execute/execute.ts'
import type { SubgraphCall } from './fetch/fetch.ts'
import { chooseMediaType, readHttpRequest, readRequestId, type HttpRequest } from './http.ts'
import { startLifetime } from './lifetime.ts'
import { admitOperation, assertAffordable, coerceVariables } from './operation/admit.ts'
import { projectAnswer } from './respond/project.ts'
import { respondWithData, respondWithError, sendAnswer, statusOf, type Answer } from './respond/respond.ts'

export interface PipelineParts {
  readonly config: Pick<Config, 'limits' | 'maxBodyBytes' | 'requestDeadlineMs' | 'forwardHeaders'>
  /** The graph as it is now; a request keeps the one that it began with. */
  readonly graph: () => Graph
  readonly call: SubgraphCall
  /** Who asks, from the request's Authorization headers. */
  readonly identify: Identify
  readonly audit: Audit
  readonly log: Log
}

/** One GraphQL request over HTTP, from its first byte to its answer, through the stages in their order. */
export async function handleRequest(
  parts: PipelineParts,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const id = readRequestId(incoming)
  const lifetime = startLifetime(outgoing, parts.config.requestDeadlineMs)
  try {
    const request = await readHttpRequest(incoming, id, lifetime.signal, parts.config)
    sendAnswer(outgoing, id, await answerRequest(parts, parts.graph(), request))
  } catch (error) {
    sendAnswer(
      outgoing,
      id,
      respondWithError(toClientError(error, parts.log, id), chooseMediaType(incoming.headers.accept)),
    )
  } finally {
    lifetime.end()
  }
}

async function answerRequest(
  { config, call, identify, audit }: PipelineParts,
  graph: Graph,
  request: HttpRequest,
): Promise<Answer> {
  const caller = await identify(request.authorization)
  const admitted = await admitOperation(graph, request, config.limits)
  if (admitted.kind === 'refused') {
    return {
      ...admitted,
      status: statusOf(admitted.code, admitted.status, request.mediaType),
      mediaType: request.mediaType,
      headers: new Map(),
    }
  }
  const { prepared } = admitted
  const variables = coerceVariables(graph, prepared.operation, admitted.variables)
  assertAffordable(prepared, variables, config.limits)
  const audited = audit.enter(request, caller)
  const decision = decideAccess(prepared.access, audited.caller)
  const touching = {
    graph,
    operation: prepared.operation,
    fields: prepared.protectedFields,
    denied: decision.denied,
  }
  audited.record(touching, variables)
  const plan = prepared.planFor(decision.key, decision.denied)
  const execution = await executePlan(plan, {
    variables,
    call,
    signal: request.signal,
    requestId: request.id,
    headers: pickHeaders(request, config.forwardHeaders),
  })
  const { data, errors } = projectAnswer(plan, execution)
  return respondWithData(data, audited.explain(touching, errors), request.mediaType)
}

/** Only headers on the list travel: whatever a subgraph can see of a caller keeps requests from being shared. */
function pickHeaders({ headers }: HttpRequest, names: readonly string[]): Readonly<Record<string, string>> {
  if (names.length === 0) return NO_HEADERS
  return Object.fromEntries(
    names.flatMap((name) => (typeof headers[name] === 'string' ? [[name, headers[name]]] : [])),
  )
}

const NO_HEADERS = Object.freeze({})

/** What a client may read of a failure; the rest goes to the log under the request's id. */
function toClientError(error: unknown, log: Log, requestId: string): ClientError {
  if (error instanceof ClientError) return error
  log.error({ err: error, requestId }, 'request failed')
  return new ClientError(
    'INTERNAL_SERVER_ERROR',
    'The gateway could not answer this request; its log says why.',
    { requestId },
    error,
  )
}
