import type { FieldNode } from 'graphql'
import type { Plan, PlacedError } from '../../engine/index.ts'
import type { CoalesceBy } from '../../kit/concurrency/coalesceByObject.ts'
import type { LightAbortSignal } from '../../kit/concurrency/lightAbortSignal.ts'
import { headersKey } from '../../kit/headersKey.ts'
import { maskSubgraphErrors, type MaskedError } from '../access/maskSubgraphErrors.ts'
import { assertAllowed } from '../access/mode.ts'
import { createOwns } from '../access/owns.ts'
import type { AccessSettings } from '../access/accessSettings.ts'
import { nameCaller, type Validity } from '../cache/caching.ts'
import { startRequestCache, type RequestCache } from '../cache/requestCache.ts'
import type { ResponseCache } from '../cache/response/responseCache.ts'
import type { FetchContext, GatewayResponse } from '../subgraphs/subgraphFetcher.ts'
import type { Access } from './authorise.ts'
import type { HttpRequest } from './http.ts'
import type { WarnOfUnequalLists } from './warnOfUnequalLists.ts'
import type { AskedOperation } from './admit/assess.ts'

type GatewayPlan = Plan<FetchContext, GatewayResponse>
type Headers = Readonly<Record<string, string>>

export interface ExecuteParts {
  readonly config: { readonly forwardHeaders: readonly string[]; readonly access: AccessSettings }
  /** Lets requests that are alike at one moment be run once. */
  readonly coalesce: CoalesceBy<GatewayPlan, PlanResult>
  /** What plans came to of which the cache knew everything; undefined without a cache. */
  readonly responses: ResponseCache<PlanResult> | undefined
  /** Changes with every invalidation: who asks after one must not join what began before it. */
  readonly generation: () => number
  readonly warnOfUnequalLists: WarnOfUnequalLists
}

/** What came of a plan; requests that were alike at one moment share it. */
export interface PlanResult {
  readonly plan: GatewayPlan
  /** `{"data":…}` in UTF-8. */
  readonly envelope: Buffer
  readonly errors: readonly PlacedError[]
  /** What subgraphs said and clients may not read. */
  readonly masked: readonly MaskedError[]
  /** At how many places each field was kept back from the caller. */
  readonly deniedCounts: ReadonlyMap<FieldNode, number>
  /** How many denied places are not among the errors. */
  readonly suppressedErrorCount: number
  readonly cache: RequestCache
  /** How long the whole of it holds; undefined when some of it may not be kept. */
  readonly validity: Validity | undefined
}

/** Runs the operation less what is denied, unless the same is known whole or under way for somebody else. */
export async function execute(
  parts: ExecuteParts,
  asked: AskedOperation,
  access: Access,
): Promise<PlanResult> {
  const { graph, request, prepared, variables, variablesText } = asked
  const { access: settings, forwardHeaders } = parts.config
  const { audited, decision, watch } = access
  assertAllowed(prepared.access, decision, settings.mode, audited.caller, graph.apiSchema, variables)
  const { operation } = prepared
  const planned = operation.plan({ deny: decision })
  const plan = planned instanceof Promise ? await planned : planned
  const headers = pickHeaders(request, forwardHeaders)
  const begin = (signal: LightAbortSignal) => runPlan(parts, asked, access, plan, headers, signal)
  const isOfOneRequest = operation.type === 'mutation' || operation.owned !== undefined || watch !== undefined
  if (isOfOneRequest) return begin(request.signal)
  const caller = nameCaller(audited.caller)
  const key = `${parts.generation()}\n${headersKey(headers)}\n${variablesText}`
  const known = parts.responses?.find(plan, key, caller)
  if (known !== undefined) return known
  const beginAndRemember = async (signal: LightAbortSignal): Promise<PlanResult> => {
    const result = await begin(signal)
    const made = { cache: result.cache, bytes: result.envelope.length }
    if (result.errors.length === 0) parts.responses?.remember(plan, key, caller, result, made)
    return result
  }
  return parts.coalesce(plan, `${caller}\n${key}`, request.signal, beginAndRemember)
}

async function runPlan(
  { config, warnOfUnequalLists }: ExecuteParts,
  { graph, request, variables }: AskedOperation,
  { audited, watch }: Access,
  plan: GatewayPlan,
  headers: Headers,
  signal: LightAbortSignal,
): Promise<PlanResult> {
  const cache = startRequestCache(graph.caching, audited.caller)
  const { id: requestId, arrival } = request
  const result = await plan.run({
    variables,
    signal,
    context: { requestId, arrival, headers, caching: cache.caching, coalesceKey: '' },
    owns: createOwns(audited.caller),
    isDryRun: config.access.mode === 'report',
    onFetch: watch?.onFetch,
  })
  warnOfUnequalLists(result.unequalLists)
  const { errors, masked } = maskSubgraphErrors(plan, result.errors, graph.rules)
  // What is not as the schema says must not be given again.
  const isMalformed = [...errors, ...result.failures].some(({ code }) => code === 'SUBGRAPH_MALFORMED')
  if (isMalformed) cache.forget()
  const { envelope, denied } = result
  const { counts: deniedCounts, suppressedErrorCount } = denied
  const validity = isMalformed ? undefined : cache.validity()
  return { plan, envelope, errors, masked, deniedCounts, suppressedErrorCount, cache, validity }
}

/** Only headers on the list travel: whatever a subgraph can see of a caller keeps requests from being shared. */
function pickHeaders({ headers }: HttpRequest, names: readonly string[]): Headers {
  if (names.length === 0) return NO_HEADERS
  const picked: Record<string, string> = {}
  for (const name of names) {
    const value = headers[name]
    if (typeof value === 'string') picked[name] = value
  }
  return picked
}

const NO_HEADERS: Headers = Object.freeze({})
