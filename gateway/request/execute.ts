import type { FieldNode } from 'graphql'
import { printPlan, type AnswerPart, type Plan, type PlacedError } from '../../engine/index.ts'
import type { CoalesceBy } from '../../kit/concurrency/coalesceByObject.ts'
import type { LightAbortSignal } from '../../kit/concurrency/lightAbortSignal.ts'
import { headersKey as keyOfHeaders } from '../../kit/headersKey.ts'
import { GatewayError } from '../errors.ts'
import { endStage } from '../telemetry/record.ts'
import { maskSubgraphErrors, type MaskedError } from '../access/maskSubgraphErrors.ts'
import { assertAllowed, type AccessMode } from '../access/mode.ts'
import { createOwns } from '../access/owns.ts'
import { chooseLabels, type LabelSettings } from '../graph/chooseLabels.ts'
import type { AccessSettings } from '../access/accessSettings.ts'
import { nameCaller, type Validity } from '../cache/caching.ts'
import type { ForwardedHeaders } from '../cache/entities/varying.ts'
import { startRequestCache, type RequestCache } from '../cache/requestCache.ts'
import type { ResponseCache } from '../cache/response/responseCache.ts'
import type { FetchContext, GatewayResponse } from '../subgraphs/subgraphFetcher.ts'
import type { Access } from './authorise.ts'
import { isInShare, nameDrawn } from './drawShare.ts'
import type { HttpRequest } from './http.ts'
import { summariseProvenance, type ProvenanceFacts } from './summariseProvenance.ts'
import { limitErrors } from './limitErrors.ts'
import type { WarnOfUnequalLists } from './warnOfUnequalLists.ts'
import type { AskedOperation } from './admit/assess.ts'

type GatewayPlan = Plan<FetchContext, GatewayResponse>

export interface ExecuteParts {
  readonly config: LabelSettings & {
    readonly forwardHeaders: readonly string[]
    readonly passesHeadersUp: boolean
    readonly access: AccessSettings
  }
  /** Coalesces equal executions that are under way at one moment. */
  readonly coalesce: CoalesceBy<GatewayPlan, PlanResult>
  /** The response cache; undefined without a cache. */
  readonly responses: ResponseCache<PlanResult> | undefined
  /** Counts invalidations: a request after one must not join an execution that began before it. */
  readonly generation: () => number
  readonly warnOfUnequalLists: WarnOfUnequalLists
}

/** The result of a plan; coalesced requests share it. */
export interface PlanResult {
  readonly plan: GatewayPlan
  /** `{"data":…}` in UTF-8. */
  readonly envelope: Buffer
  readonly errors: readonly PlacedError[]
  /** Messages of subgraphs that clients may not read. */
  readonly masked: readonly MaskedError[]
  /** By field, at how many positions it was denied. */
  readonly deniedCounts: ReadonlyMap<FieldNode, number>
  /** How many denials are not among the errors. */
  readonly suppressedErrorCount: number
  /** Of responses of subgraphs, for the clients that share the result. */
  readonly headersToClient: ReadonlyMap<string, string> | undefined
  /** What it is made of; undefined where nobody asked, or a subgraph could not tell. */
  readonly provenance: readonly ProvenanceFacts[] | undefined
  readonly cache: RequestCache
  /** Whether all of it has been told in parts, so that there is no envelope. */
  readonly isTold: boolean
  /** How long the whole of it is valid; undefined when some of it is not stored. */
  readonly validity: Validity | undefined
}

/**
 * Executes the operation without its denied fields, unless the response cache has its result or another request
 * executes it.
 */
export async function execute(
  parts: ExecuteParts,
  asked: AskedOperation,
  access: Access,
  telling?: Telling,
): Promise<PlanResult> {
  const { request, prepared, variablesText } = asked
  const { access: settings, forwardHeaders } = parts.config
  const { audited, watch } = access
  assertMayExecute(asked, access, settings.mode)
  const { operation } = prepared
  const told = telling !== undefined && mayBeTold(asked, access) ? telling : undefined
  const planned = choosePlan(parts, asked, access, told !== undefined)
  const plan = planned instanceof Promise ? await planned : planned
  const { record } = request
  record.describePlan = () => printPlan(plan.describe())
  endStage(record, 'plan')
  const headers = pickHeaders(request, forwardHeaders)
  const headersKey = keyOfHeaders(headers)
  const begin = (signal: LightAbortSignal) =>
    runPlan(parts, asked, access, plan, { headers, headersKey }, signal, told)
  if (operation.type === 'subscription' && asked.event === undefined && asked.passed === undefined)
    throw streamRequired()
  const isOfOneRequest = operation.type !== 'query' || operation.owned !== undefined || watch !== undefined
  if (isOfOneRequest) return begin(request.signal)
  const caller = nameCaller(audited.caller)
  const key = `${parts.generation()}\n${headersKey}\n${variablesText}`
  const known = parts.responses?.find(plan, key, caller)
  if (known !== undefined) {
    record.execution = 'cached'
    return known
  }
  const beginAndRemember = async (signal: LightAbortSignal): Promise<PlanResult> => {
    const result = await begin(signal)
    const sources = { cache: result.cache, bytes: weighResult(result) }
    const isOfThisCall = result.headersToClient !== undefined && result.headersToClient.size > 0
    if (result.errors.length === 0 && !isOfThisCall && !result.isTold)
      parts.responses?.remember(plan, key, caller, result, sources)
    return result
  }
  // Each client has its parts from its own execution, whose calls are coalesced.
  if (told !== undefined) return beginAndRemember(request.signal)
  const result = await parts.coalesce(plan, `${caller}\n${key}`, request.signal, beginAndRemember)
  if (record.execution === 'none') record.execution = 'coalesced'
  return result
}

/** The plan of an operation for what a caller may see, and the labels that are on for it. */
export function choosePlan(
  { config }: Pick<ExecuteParts, 'config'>,
  { request, prepared: { operation }, tellsProvenance }: AskedOperation,
  { audited, decision }: Access,
  inParts: boolean,
): GatewayPlan | Promise<GatewayPlan> {
  const labels = chooseLabels(operation.labels, config, (share) =>
    isInShare(share, nameDrawn(audited.caller, request)),
  )
  return operation.plan({ deny: decision, labels, annotated: tellsProvenance, inParts })
}

/** Throws AccessRefused where the mode refuses what is denied in part. */
export function assertMayExecute(
  { graph, prepared, variables }: AskedOperation,
  { audited, decision }: Access,
  mode: AccessMode,
): void {
  assertAllowed(prepared.access, decision, mode, audited.caller, graph.apiSchema, variables)
}

/** Gets the parts of an answer, as its plan tells them. */
export interface Telling {
  readonly division: 'fields' | 'fragments'
  take(
    parts: readonly AnswerPart[],
    plan: GatewayPlan,
    headers: ReadonlyMap<string, string> | undefined,
  ): void
}

/**
 * Whether an answer may be told in parts: not where it is told how the whole was fetched, nor what may be shown only when it
 * is recorded that it was.
 */
function mayBeTold(
  { prepared: { operation }, variables }: AskedOperation,
  { audited, touching, watch }: Access,
): boolean {
  return (
    operation.type !== 'subscription' &&
    watch === undefined &&
    operation.hasParts(variables) &&
    !audited.mustBeKept(touching, variables)
  )
}

function streamRequired(): GatewayError {
  return new GatewayError(
    'STREAM_REQUIRED',
    'A subscription is answered by a stream: send "Accept: text/event-stream" or "Accept: multipart/mixed", or ask over WebSocket.',
  )
}

function weighResult({ envelope, provenance = [] }: PlanResult): number {
  return Math.ceil(COMPRESSED_BESIDES * envelope.length) + PROVENANCE_BYTES * provenance.length
}

/** An answer keeps its two compressed forms, each about a quarter as long as itself. */
const COMPRESSED_BESIDES = 1.5
/** The estimated size of what is told of one place and data set. */
const PROVENANCE_BYTES = 400

async function runPlan(
  { config, warnOfUnequalLists }: ExecuteParts,
  { graph, request, variables, event, passed }: AskedOperation,
  { audited, watch }: Access,
  plan: GatewayPlan,
  { headers, headersKey }: Pick<FetchContext, 'headers' | 'headersKey'>,
  signal: LightAbortSignal,
  telling: Telling | undefined,
): Promise<PlanResult> {
  const cache = startRequestCache(graph.caching, audited.caller)
  const { id: requestId, arrival, record } = request
  record.execution = 'executed'
  const headersToClient = config.passesHeadersUp ? new Map<string, string>() : undefined
  const client = request.visit.client.name
  let onSent: (() => void) | undefined
  const sent = telling && new Promise<void>((resolve) => (onSent = resolve))
  const running = {
    variables,
    signal,
    context: {
      requestId,
      arrival,
      client,
      headers,
      headersKey,
      caching: cache.caching,
      coalesceKey: '',
      record,
      call: undefined,
      event,
      passed,
      headersToClient,
      onSent,
    },
    owns: createOwns(audited.caller),
    isDryRun: config.access.mode === 'report',
    onFetch: watch?.onFetch,
  }
  const { result, isTold } =
    telling === undefined || sent === undefined
      ? { result: await plan.run(running), isTold: false }
      : await plan.runInParts(running, {
          division: telling.division,
          begin: sent,
          take: (told) => telling.take(told, plan, headersToClient),
        })
  warnOfUnequalLists(result.unequalLists)
  const { errors, masked } = maskSubgraphErrors(plan, result.errors, graph.rules)
  // Entries that violate the schema must not be served again.
  const isMalformed = [...errors, ...result.failures].some(({ code }) => code === 'SUBGRAPH_MALFORMED')
  if (isMalformed) cache.forget()
  const { envelope, denied, annotations } = result
  const { counts: deniedCounts, suppressedErrorCount } = denied
  const validity = isMalformed ? undefined : cache.validity()
  return {
    plan,
    envelope,
    errors: limitErrors(errors),
    masked,
    deniedCounts,
    suppressedErrorCount,
    headersToClient,
    provenance: annotations && summariseProvenance(annotations),
    cache,
    isTold,
    validity,
  }
}

/** Only headers on the list are forwarded: whatever a subgraph can see of a caller keeps requests from being coalesced. */
export function pickHeaders({ headers }: HttpRequest, names: readonly string[]): ForwardedHeaders {
  if (names.length === 0) return NO_HEADERS
  const picked: Record<string, string> = {}
  for (const name of names) {
    const value = headers[name]
    if (typeof value === 'string') picked[name] = value
  }
  return picked
}

const NO_HEADERS: ForwardedHeaders = Object.freeze({})
