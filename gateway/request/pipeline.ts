import type { AccessSettings } from '../access/accessSettings.ts'
import type { Caller } from '../access/caller.ts'
import { GatewayError } from '../errors.ts'
import type { Limits } from '../traffic/limits.ts'
import type { AskPolicies } from '../access/policy.ts'
import type { LabelSettings } from '../graph/chooseLabels.ts'
import type { Graph } from '../graph/graph.ts'
import { admitOperation } from './admit/admit.ts'
import { assess, type AskedOperation } from './admit/assess.ts'
import { authorise, type AuthoriseParts } from './authorise.ts'
import type { CorsSettings } from './cors.ts'
import type { Documents } from './documents/documents.ts'
import { identifyOrCharge, type IdentifyParts } from './identifyOrCharge.ts'
import { execute, type ExecuteParts } from './execute.ts'
import { withinQuotas } from './withinQuotas.ts'
import type { QuotaCounts } from '../traffic/quotas.ts'
import type { HttpReading, HttpRequest } from './http.ts'
import { tellParts, type PartsSink } from './respond/parts/tellParts.ts'
import { respond, respondToTold, type RespondParts } from './respond/respond.ts'
import { respondWithRefusal, type Answer } from './respond/answer.ts'
import type { TableBudget } from './table/readWhole.ts'
import { HUNG_UP } from './lifetime.ts'
import { hasErrors, observeUse, type UseParts } from './observeUse.ts'
import { endStage } from '../telemetry/record.ts'
import type { Deadlines } from '../../kit/concurrency/deadlines.ts'

export interface PipelineSettings extends LabelSettings {
  readonly limits: Limits
  readonly requestDeadlineMs: number
  readonly cors: Pick<CorsSettings, 'origins'>
  /** Names of client headers that travel to the subgraphs, in lower case. */
  readonly forwardHeaders: readonly string[]
  readonly passesHeadersUp: boolean
  readonly access: AccessSettings
  /** Whether tokens signed by this machine's own key are believed. */
  readonly developmentTokens: boolean
}

export interface PipelineParts
  extends IdentifyParts, AuthoriseParts, ExecuteParts, RespondParts, HttpReading, UseParts {
  readonly config: PipelineSettings

  /** The graph as it is now; a request keeps the one that it began with. */
  readonly graph: () => Graph
  /** The documents that are known by their hashes, and those that are answered at all. */
  readonly documents: Documents
  readonly askPolicies: AskPolicies
  readonly deadlines: Deadlines
  /** What tables that are made whole may weigh together. */
  readonly tables: TableBudget
  readonly quotas: QuotaCounts
}

/**
 * Takes a request through the stages in their order: enter, admit, assess, authorise, execute, respond. Where there is a
 * sink, an answer that comes in parts goes there while it is executed.
 */
export async function answerRequest(
  parts: PipelineParts,
  whole: Graph,
  request: HttpRequest,
  sink?: PartsSink,
): Promise<Answer> {
  // Only what takes time is awaited: each promise of a stage that has ended is a good part of a cached answer's cost.
  const identified = identifyOrCharge(parts, request)
  const caller = identified instanceof Promise ? await identified : identified
  const entering = parts.traffic.enter(request.visit, caller)
  if (entering !== undefined) await entering
  let accepted: AskedOperation | undefined
  try {
    const { record } = request
    record.caller = caller
    endStage(record, 'wait')
    const graph = caller.kind === 'anonymous' ? knownToAnybody(whole) : whole
    const admitting = admitOperation(graph, request, parts.documents, parts.config.limits)
    const admitted = admitting instanceof Promise ? await admitting : admitting
    if (admitted.kind === 'refused') {
      if (admitted.code !== undefined) record.codes = [admitted.code]
      return respondWithRefusal(admitted, request.mediaType)
    }
    record.operation = admitted.prepared.operation
    const asked = assess(parts.config.limits, graph, request, admitted)
    accepted = asked
    record.cost = asked.cost
    endStage(record, 'admit')
    parts.traffic.takeCost(request.visit, asked.cost)
    const { policies } = asked.prepared.access
    const known: Caller =
      policies.length === 0 ? caller : await parts.askPolicies(policies, caller, request.id)
    const access = authorise(parts, asked, known)
    endStage(record, 'authorise')
    if (access.kind === 'explained') return access.answer
    const { audited, touching } = access
    const telling = sink && tellParts(parts, asked, access, sink)
    const result = await withinQuotas(parts.quotas, asked, () =>
      audited.record(touching, asked.variables, () => execute(parts, asked, access, telling)),
    )
    endStage(record, 'execute')
    if (!result.isTold) record.envelope = result.envelope
    const answer = result.isTold ? respondToTold(asked, result) : respond(parts, asked, access, result)
    observeUse(parts, asked, known, hasErrors(result), record.stageEndedAt - record.startedAt)
    endStage(record, 'respond')
    return answer
  } catch (error) {
    // What the client did not get it asked for all the same; one that hung up had no error.
    if (accepted !== undefined)
      observeUse(parts, accepted, caller, error !== HUNG_UP, performance.now() - request.record.startedAt)
    throw error
  } finally {
    parts.traffic.leave()
  }
}

/** Throws GatewayError UNAUTHENTICATED for a variant that only callers with a token may know. */
export function knownToAnybody(graph: Graph): Graph {
  if (!graph.isForTokens) return graph.publicVariant ?? graph
  throw new GatewayError(
    'UNAUTHENTICATED',
    `The variant "${graph.variant}" is for callers with a token; without one, ask /graphql/public.`,
  )
}
