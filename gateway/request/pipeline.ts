import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Audit } from '../audit/audit.ts'
import type { Config } from '../config.ts'
import { ClientError } from '../errors.ts'
import type { Graph } from '../graph.ts'
import type { Log } from '../../kit/log.ts'
import { decideAccess } from './authorise/authorise.ts'
import { explainAccess, wantsExplanation } from './authorise/explain.ts'
import { hideSubgraphWords } from './authorise/masking.ts'
import { listMissingScopes } from './authorise/missing.ts'
import { assertAllowed, enforce, listWouldDeny } from './authorise/mode.ts'
import type { AskPolicies } from './authorise/policy.ts'
import type { Caller } from './authorise/caller.ts'
import type { Identify } from './authorise/token/identify.ts'
import { startRequestCache } from './cache/requestCache.ts'
import { executePlan } from './execute/execute.ts'
import type { SubgraphCall } from './fetch/fetch.ts'
import { chooseMediaType, readHttpRequest, readRequestId, type HttpRequest } from './http.ts'
import { startLifetime } from './lifetime.ts'
import { evaluateCost } from './operation/cost.ts'
import { admitOperation, assertAffordable, coerceVariables } from './operation/admit.ts'
import { settleDenials } from './respond/denials.ts'
import { stateFreshness } from './respond/freshness.ts'
import { wantsPlan, watchPlan } from './respond/explain.ts'
import { sendAnswerAsTable } from './respond/formats/answer.ts'
import { chooseFormat } from './respond/formats/format.ts'
import { projectAnswer } from './respond/project.ts'
import { respondWithData, respondWithError, sendAnswer, statusOf, type Answer } from './respond/respond.ts'

export interface PipelineParts {
  readonly config: Pick<
    Config,
    'limits' | 'maxBodyBytes' | 'requestDeadlineMs' | 'forwardHeaders' | 'access' | 'developmentTokens'
  >
  /** The graph as it is now; a request keeps the one that it began with. */
  readonly graph: () => Graph
  readonly call: SubgraphCall
  /** Who asks, from the request's Authorization headers. */
  readonly identify: Identify
  readonly askPolicies: AskPolicies
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
    const format = chooseFormat(incoming.headers.accept)
    if (format === null) sendAnswer(outgoing, id, await answerRequest(parts, parts.graph(), request))
    else {
      const answer = await answerRequest(parts, parts.graph(), {
        ...request,
        mediaType: 'application/graphql-response+json',
      })
      if (!(await sendAnswerAsTable(outgoing, id, format, answer))) sendAnswer(outgoing, id, answer)
    }
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

/** The answer to a request that is made of another, such as one page of a saved query; it never rejects. */
export async function answerOrRefuse(parts: PipelineParts, request: HttpRequest): Promise<Answer> {
  try {
    return await answerRequest(parts, parts.graph(), request)
  } catch (error) {
    return respondWithError(toClientError(error, parts.log, request.id), request.mediaType)
  }
}

async function answerRequest(
  { config, call, identify, askPolicies, audit, log }: PipelineParts,
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
  const { access } = prepared
  const asking =
    access.policies.length === 0 ? caller : await askPolicies(access.policies, caller, request.id)
  const audited = audit.enter(request, asking)
  const judged = decideAccess(access, audited.caller)
  const asked = request.headers['x-explain']
  if (!wantsPlan(asked) && wantsExplanation(asked, audited.caller, config.developmentTokens)) {
    const explained = explainAccess(access, judged, audited.caller, graph.apiSchema, variables)
    return respondWithData('null', [], request.mediaType, { access: explained })
  }
  const { mode } = config.access
  const decision = enforce(access, judged, mode)
  const touching = {
    graph,
    operation: prepared.operation,
    fields: prepared.protectedFields,
    denied: decision.denied,
  }
  audited.record(touching, variables)
  assertAllowed(access, decision, mode, audited.caller, graph.apiSchema, variables)
  const plan = prepared.planFor(decision.key, decision.denied)
  const cache = startRequestCache(graph.caching, audited.caller, call)
  const watch = watchPlan(asked, audited.caller, config.developmentTokens)
  const execution = await executePlan(plan, {
    variables,
    call: watch ? watch.around(cache.call) : cache.call,
    signal: request.signal,
    requestId: request.id,
    viewer: { claims: claimsOf(audited.caller), isDryRun: mode === 'report' },
    headers: pickHeaders(request, config.forwardHeaders),
  })
  const hidden = hideSubgraphWords(plan, execution, graph.apiSchema, graph.rules)
  if (hidden.length > 0)
    log.warn({ requestId: request.id, hidden }, 'errors of subgraphs hidden from the client')
  const { data, errors, denials } = projectAnswer(plan, execution)
  const settled = settleDenials(errors, denials, config.access, {
    isAnonymous: audited.caller.kind === 'anonymous',
    missingScopes: (node) => listMissingScopes(access, audited.caller, node),
    wouldDeny: listWouldDeny(access, judged, mode, graph.apiSchema, variables),
  })
  if (settled.extension?.wouldDeny)
    log.warn({ requestId: request.id, ...settled.extension }, 'access would have been denied')
  // What is not as the schema says must not be given again.
  if (errors.some(({ extensions }) => extensions?.['code'] === 'SUBGRAPH_MALFORMED')) cache.forget()
  const answer = respondWithData(
    data,
    audited.explain(touching, settled.errors),
    request.mediaType,
    toExtensions(
      settled.extension,
      watch?.explain(plan, evaluateCost(prepared.cost, variables)),
      watch && cache.explain(Date.now()),
    ),
  )
  return stateFreshness(answer, request, {
    // What an explanation tells is of this one request.
    holds: watch === undefined ? cache.holds() : undefined,
    dependsOnCaller: access.touched.length > 0 || access.operation.owned !== undefined,
    isMutation: prepared.operation.type === 'mutation',
    hasErrors: settled.errors.length > 0,
    now: Date.now(),
  })
}

function claimsOf(caller: Caller): Readonly<Record<string, unknown>> {
  return caller.kind === 'verified' ? caller.claims : NO_CLAIMS
}

const NO_CLAIMS = Object.freeze({})

/** Undefined where there is nothing to say beside the answer. */
function toExtensions(
  access: object | undefined,
  explain: object | undefined,
  cache: readonly object[] | undefined,
): Readonly<Record<string, unknown>> | undefined {
  if (!access && !explain) return undefined
  return { ...(access && { access }), ...(explain && { explain, cache }) }
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
