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
import { writeAnswer, type Answer } from './answer.ts'
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
  if (result.masked.length > 0)
    log.warn({ requestId: request.id, hidden: result.masked }, 'errors of subgraphs hidden from the client')
  if (reported.extension?.wouldDeny)
    log.warn({ requestId: request.id, ...reported.extension }, 'access would have been denied')
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

const NO_HEADERS: ReadonlyMap<string, string> = new Map()

function reportErrors(
  settings: AccessSettings,
  { graph, prepared, variables }: AskedOperation,
  { audited, judged }: Access,
  { errors: placed, suppressedErrorCount }: PlanResult,
): ReportedErrors {
  const { caller } = audited
  const { errors, denials: nodes } = formatErrors(placed)
  return reportDenials(errors, { nodes, suppressedErrorCount }, settings, {
    isAnonymous: caller.kind === 'anonymous',
    missingScopes: (node) => listMissingScopes(prepared.access, caller, node),
    wouldDeny: listWouldDeny(prepared.access, judged, settings.mode, graph.apiSchema, variables),
  })
}

function countDenied({ deniedCounts }: PlanResult): number {
  let count = 0
  for (const denied of deniedCounts.values()) count += denied
  return count
}

function extensionsOf(
  { request, cost, tellsProvenance }: AskedOperation,
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
  if (extension === undefined && explained === undefined && told === undefined) return undefined
  return { ...(extension && { access: extension }), ...told, ...explained }
}

const NOTHING_TOLD: readonly ProvenanceFacts[] = []
