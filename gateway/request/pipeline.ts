import type { Log } from '../../kit/log.ts'
import type { Audit, AuditedRequest } from '../audit/audit.ts'
import type { Touching } from '../audit/touched.ts'
import type { Graph, PreparedOperation } from '../graph/graph.ts'
import type { CoalesceBy } from '../../kit/concurrency/coalesceByObject.ts'
import type { LightAbortSignal } from '../../kit/concurrency/lightAbortSignal.ts'
import { decideAccess } from '../access/decideAccess.ts'
import type { Decision } from '../access/operationAccess.ts'
import type { Caller } from '../access/caller.ts'
import { explainAccess, wantsExplanation } from '../access/explainAccess.ts'
import { maskSubgraphErrors, type MaskedError } from '../access/maskSubgraphErrors.ts'
import { listMissingScopes } from '../access/missingScopes.ts'
import { assertAllowed, enforce, listWouldDeny } from '../access/mode.ts'
import type { AskPolicies } from '../access/policy.ts'
import type { Identify } from '../access/token/identify.ts'
import { nameCaller, type Validity } from '../cache/caching.ts'
import type { ResponseCache } from '../cache/response/responseCache.ts'
import { startRequestCache, type RequestCache } from '../cache/requestCache.ts'
import { executePlan } from '../../engine/run/execute.ts'
import type { SubgraphFetcher } from '../subgraphs/subgraphFetcher.ts'
import type { Limits } from '../traffic/limits.ts'
import { writeHeaders } from '../subgraphs/headerText.ts'
import type { HttpLimits, HttpRequest } from './http.ts'
import type { Variables } from '../graph/admission.ts'
import { acceptVariables, admitOperation } from './admit/admit.ts'
import { evaluateCost } from '../../engine/operation/cost.ts'
import type { Documents } from './documents/documents.ts'
import type { CompiledPlan } from '../../engine/plan/plan.ts'
import { NO_DATA } from '../../engine/project/envelope.ts'
import { reportDenials } from './respond/denials.ts'
import { wantsPlan, watchPlan, type PlanWatch } from './respond/explainPlan.ts'
import { stateFreshness } from './respond/freshness.ts'
import { projectAnswer, type ProjectedAnswer } from './respond/project.ts'
import { respondWithData, respondWithRefusal, type Answer } from './respond/respond.ts'

export interface PipelineSettings extends HttpLimits {
  readonly limits: Limits
  readonly requestDeadlineMs: number
  /** Names of client headers that travel to the subgraphs, in lower case. */
  readonly forwardHeaders: readonly string[]
  readonly access: AccessSettings
  /** Whether tokens signed by this machine's own key are believed. */
  readonly developmentTokens: boolean
}

export interface PipelineParts {
  readonly config: PipelineSettings
  /** The graph as it is now; a request keeps the one that it began with. */
  readonly graph: () => Graph
  /** What is known by its hash, and what is answered at all. */
  readonly documents: Documents
  readonly call: SubgraphFetcher
  /** Lets requests that are alike at one moment be run once. */
  readonly join: CoalesceBy<CompiledPlan, PlanResult>
  /** What plans came to of which the cache knew everything; undefined without a cache. */
  readonly outcomes: ResponseCache<PlanResult> | undefined
  /** Changes with every invalidation: who asks after one must not join what began before it. */
  readonly generation: () => number
  /** Who asks, from the request's Authorization headers. */
  readonly identify: Identify
  readonly askPolicies: AskPolicies
  readonly audit: Audit
  readonly log: Log
}

/** A request through the stages in their order: who asks, what, may they, run it, answer. */
export async function answerRequest(
  parts: PipelineParts,
  whole: Graph,
  request: HttpRequest,
): Promise<Answer> {
  const caller = await parts.identify(request.authorization, request.connection)
  const graph = caller.kind === 'anonymous' ? (whole.publicVariant ?? whole) : whole
  const admitted = await admitOperation(graph, request, parts.documents, parts.config.limits)
  if (admitted.kind === 'refused') return respondWithRefusal(admitted, request.mediaType)
  const asked = assess(parts, graph, request, admitted)
  const { policies } = asked.prepared.access
  const known = policies.length === 0 ? caller : await parts.askPolicies(policies, caller, request.id)
  const access = authorise(parts, asked, known)
  if (access.kind === 'explained') return access.answer
  const { audited, touching } = access
  const outcome = await audited.record(touching, asked.variables, () => run(parts, asked, access))
  return respond(parts, asked, access, outcome)
}

/** A request that is understood: its operation, with variables, within the limits. */
interface Asked {
  readonly graph: Graph
  readonly request: HttpRequest
  readonly prepared: PreparedOperation
  readonly variables: Variables
  /** The same as JSON. */
  readonly variablesText: string
}

function assess(
  { config }: PipelineParts,
  graph: Graph,
  request: HttpRequest,
  { prepared, variables: given }: { readonly prepared: PreparedOperation; readonly variables: Variables },
): Asked {
  const { values, text } = acceptVariables(graph, prepared, given, config.limits)
  return { graph, request, prepared, variables: values, variablesText: text }
}

/** What the caller may see of it, decided before anything is fetched. */
interface Access {
  readonly kind: 'decided'
  readonly audited: AuditedRequest
  readonly touching: Touching
  /** As the rules say, and as it holds: in a dry run nothing is denied. */
  readonly judged: Decision
  readonly decision: Decision
  readonly watch: PlanWatch | undefined
}

function authorise(
  { config, audit }: PipelineParts,
  { graph, request, prepared, variables }: Asked,
  caller: Caller,
): Access | { readonly kind: 'explained'; readonly answer: Answer } {
  const { access, operation, protectedFields } = prepared
  const audited = audit.enter(request, caller)
  const judged = decideAccess(access, audited.caller)
  const wanted = request.headers['x-explain']
  if (!wantsPlan(wanted) && wantsExplanation(wanted, audited.caller, config.developmentTokens)) {
    const explained = explainAccess(access, judged, audited.caller, graph.apiSchema, variables)
    return {
      kind: 'explained',
      answer: respondWithData(NO_DATA, [], request.mediaType, { access: explained }),
    }
  }
  const decision = enforce(access, judged, config.access.mode)
  const touching = { graph, operation, fields: protectedFields, denied: decision.denied }
  const watch = watchPlan(wanted, audited.caller, config.developmentTokens)
  return { kind: 'decided', audited, touching, judged, decision, watch }
}

/** What came of a plan; requests that were alike at one moment share it. */
export interface PlanResult {
  readonly plan: CompiledPlan
  readonly projected: ProjectedAnswer
  /** What subgraphs said and clients may not read. */
  readonly hidden: readonly MaskedError[]
  readonly cache: RequestCache
  /** How long the whole of it holds; undefined when some of it may not be kept. */
  readonly holds: Validity | undefined
}

async function run(parts: PipelineParts, asked: Asked, access: Access): Promise<PlanResult> {
  const { graph, request, prepared, variables, variablesText } = asked
  const { access: mode, forwardHeaders } = parts.config
  const { audited, decision } = access
  assertAllowed(prepared.access, decision, mode.mode, audited.caller, graph.apiSchema, variables)
  const plan = prepared.planFor(decision.key, decision.denied)
  const headers = pickHeaders(request, forwardHeaders)
  const begin = (signal: LightAbortSignal) => runPlan(parts, asked, access, plan, headers, signal)
  const isOfOneRequest =
    prepared.operation.type === 'mutation' ||
    prepared.access.operation.owned !== undefined ||
    access.watch !== undefined
  if (isOfOneRequest) return begin(request.signal)
  const caller = nameCaller(audited.caller)
  const key = `${parts.generation()}\n${writeHeaders(headers)}\n${variablesText}`
  const known = parts.outcomes?.find(plan, key, caller)
  if (known !== undefined) return known
  const beginAndRemember = async (signal: LightAbortSignal): Promise<PlanResult> => {
    const outcome = await begin(signal)
    const { cache, projected } = outcome
    const made = { cache, bytes: projected.envelope.length }
    if (projected.errors.length === 0) parts.outcomes?.remember(plan, key, caller, outcome, made)
    return outcome
  }
  return parts.join(plan, `${caller}\n${key}`, request.signal, beginAndRemember)
}

async function runPlan(
  { config, call }: PipelineParts,
  { graph, request, variables }: Asked,
  { audited, watch }: Access,
  plan: CompiledPlan,
  headers: Readonly<Record<string, string>>,
  signal: LightAbortSignal,
): Promise<PlanResult> {
  const cache = startRequestCache(graph.caching, audited.caller, call)
  const execution = await executePlan(plan, {
    variables,
    call: watch ? watch.around(cache.call) : cache.call,
    signal,
    requestId: request.id,
    arrival: request.arrival,
    viewer: { claims: claimsOf(audited.caller), isDryRun: config.access.mode === 'report' },
    headers,
  })
  const hidden = maskSubgraphErrors(plan, execution, graph.apiSchema, graph.rules)
  const projected = projectAnswer(plan, execution)
  // What is not as the schema says must not be given again.
  if (projected.errors.some(({ extensions }) => extensions?.code === 'SUBGRAPH_MALFORMED')) cache.forget()
  return { plan, projected, hidden, cache, holds: cache.holds() }
}

function respond(
  { config, log }: PipelineParts,
  { graph, request, prepared, variables }: Asked,
  { audited, touching, judged, watch }: Access,
  { plan, projected, hidden, cache, holds }: PlanResult,
): Answer {
  const { access } = prepared
  const settled = reportDenials(projected.errors, projected.denials, config.access, {
    isAnonymous: audited.caller.kind === 'anonymous',
    missingScopes: (node) => listMissingScopes(access, audited.caller, node),
    wouldDeny: listWouldDeny(access, judged, config.access.mode, graph.apiSchema, variables),
  })
  if (hidden.length > 0)
    log.warn({ requestId: request.id, hidden }, 'errors of subgraphs hidden from the client')
  if (settled.extension?.wouldDeny)
    log.warn({ requestId: request.id, ...settled.extension }, 'access would have been denied')
  const explained = watch && {
    explain: watch.explain(plan, evaluateCost(prepared.cost, variables)),
    cache: cache.explain(Date.now()),
  }
  const extensions =
    settled.extension || explained
      ? { ...(settled.extension && { access: settled.extension }), ...explained }
      : undefined
  const answer = respondWithData(
    projected.envelope,
    audited.explain(touching, settled.errors),
    request.mediaType,
    extensions,
  )
  return stateFreshness(answer, request, {
    // What an explanation tells is of this one request.
    holds: watch === undefined ? holds : undefined,
    dependsOnCaller:
      access.touched.length > 0 || access.operation.owned !== undefined || graph.publicVariant !== undefined,
    isMutation: prepared.operation.type === 'mutation',
    hasErrors: settled.errors.length > 0,
    forwarded: config.forwardHeaders,
    now: Date.now(),
  })
}

function claimsOf(caller: Caller): Readonly<Record<string, unknown>> {
  return caller.kind === 'verified' ? caller.claims : NO_ENTRIES
}

/** Only headers on the list travel: whatever a subgraph can see of a caller keeps requests from being shared. */
function pickHeaders({ headers }: HttpRequest, names: readonly string[]): Readonly<Record<string, string>> {
  if (names.length === 0) return NO_ENTRIES
  const picked: Record<string, string> = {}
  for (const name of names) {
    const value = headers[name]
    if (typeof value === 'string') picked[name] = value
  }
  return picked
}

const NO_ENTRIES = Object.freeze({})
