import type { Log } from '../../../kit/log.ts'
import { listMissingScopes } from '../../access/missingScopes.ts'
import { listWouldDeny } from '../../access/mode.ts'
import type { AccessSettings } from '../../access/accessSettings.ts'
import type { Access } from '../authorise.ts'
import { isDrawn } from '../drawShare.ts'
import type { PlanResult } from '../execute.ts'
import type { DataSets } from '../../graph/dataSets.ts'
import { describeProvenance } from '../describeProvenance.ts'
import type { ProvenanceFacts } from '../summariseProvenance.ts'
import type { AskedOperation } from '../admit/assess.ts'
import { listCodes } from '../../telemetry/record.ts'
import { NO_DATA, writeAnswer, type Answer } from './answer.ts'
import { isConfidential } from './confidential.ts'
import { reportDenials, type ReportedErrors } from './denials.ts'
import { formatErrors } from './formatErrors.ts'
import { stateFreshness } from './freshness.ts'

export interface RespondParts {
  readonly config: { readonly access: AccessSettings; readonly forwardHeaders: readonly string[] }
  readonly log: Log
  /** The register of the data sets that the graph is made of. */
  readonly dataSets: () => DataSets
}

/** The result of a plan as the answer to one request: errors as this caller may read them, and cache headers. */
export function respond(
  { config, log, dataSets }: RespondParts,
  asked: AskedOperation,
  access: Access,
  result: PlanResult,
): Answer {
  const { graph, request, prepared } = asked
  const { audited, touching, watch } = access
  const reported = reportErrors(config.access, asked, access, result)
  request.record.codes = listCodes(reported.errors)
  request.record.denied = countDenied(result)
  logHidden(log, asked, result.masked, reported.extension)
  const body = writeAnswer(
    result.envelope,
    audited.explain(touching, reported.errors),
    extensionsOf(asked, access, result, reported, dataSets),
  )
  const headers: Record<string, string> = {}
  for (const [name, value] of result.headersToClient ?? NO_HEADERS) headers[name] = value
  const { operation } = prepared
  stateFreshness(headers, body, request, {
    // An explanation is of this one request.
    validity: watch === undefined ? result.validity : undefined,
    dependsOnCaller:
      prepared.access.touched.length > 0 ||
      operation.owned !== undefined ||
      graph.publicVariant !== undefined ||
      graph.isForTokens ||
      operation.labels.some(isDrawn),
    isMutation: operation.type === 'mutation',
    hasErrors: reported.errors.length > 0,
    forwarded: config.forwardHeaders,
    now: Date.now(),
  })
  return {
    status: 200,
    mediaType: request.mediaType,
    body,
    headers,
    isConfidential: isConfidential(asked, audited.caller, result.validity, config.forwardHeaders),
    endsConnection: false,
  }
}

/** What is left to do once all of an answer has been told in parts. */
export function respondToTold({ request }: AskedOperation, result: PlanResult): Answer {
  request.record.denied = countDenied(result)
  return { status: 200, mediaType: request.mediaType, body: NO_DATA, isTold: true }
}

const NO_HEADERS: ReadonlyMap<string, string> = new Map()

/** What a client is not told, and what it is told in spite of the rules. */
export function logHidden(
  log: Log,
  { request }: AskedOperation,
  masked: PlanResult['masked'],
  extension: ReportedErrors['extension'],
): void {
  if (masked.length > 0)
    log.warn({ requestId: request.id, hidden: masked }, 'errors of subgraphs hidden from the client')
  if (extension?.wouldDeny) log.warn({ requestId: request.id, ...extension }, 'access would have been denied')
}

/** The errors of an answer, or of a part; what a dry run would have denied before anything was fetched is in the first. */
export function reportErrors(
  settings: AccessSettings,
  { graph, prepared, variables }: AskedOperation,
  { audited, judged }: Access,
  { errors: placed, suppressedErrorCount }: Pick<PlanResult, 'errors' | 'suppressedErrorCount'>,
  isFirst = true,
): ReportedErrors {
  const { caller } = audited
  const { errors, denials: nodes } = formatErrors(placed)
  return reportDenials(errors, { nodes, suppressedErrorCount }, settings, {
    isAnonymous: caller.kind === 'anonymous',
    missingScopes: (node) => listMissingScopes(prepared.access, caller, node),
    wouldDeny: isFirst
      ? listWouldDeny(prepared.access, judged, settings.mode, graph.apiSchema, variables)
      : NOTHING_DENIED,
  })
}

const NOTHING_DENIED: readonly object[] = []

function countDenied({ deniedCounts }: PlanResult): number {
  let count = 0
  for (const denied of deniedCounts.values()) count += denied
  return count
}

function extensionsOf(
  { request, cost, tellsProvenance, event, passed }: AskedOperation,
  { watch }: Access,
  { plan, cache, provenance = NOTHING_TOLD }: PlanResult,
  { extension }: ReportedErrors,
  dataSets: RespondParts['dataSets'],
): object | undefined {
  const explained = watch && {
    explain: watch.explain(plan.describe(), cost, request.record.trace?.traceId),
    cache: cache.explain(Date.now()),
  }
  const told = tellsProvenance ? { provenance: describeProvenance(provenance, dataSets()) } : undefined
  const occurred = event ? { id: event.id } : passed?.isAfterGap === true ? { isAfterGap: true } : undefined
  if (extension === undefined && explained === undefined && told === undefined && occurred === undefined)
    return undefined
  return {
    ...(extension && { access: extension }),
    ...told,
    ...explained,
    ...(occurred && { event: occurred }),
  }
}

const NOTHING_TOLD: readonly ProvenanceFacts[] = []
