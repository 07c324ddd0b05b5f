import type { GraphEvent } from '../../kit/events/graphEvent.ts'
import type { Log } from '../../kit/log.ts'
import { EngineError } from '../../engine/index.ts'
import { GatewayError, isErrorCode } from '../errors.ts'
import type { AskedOperation } from '../request/admit/assess.ts'
import { authorise } from '../request/authorise.ts'
import { execute } from '../request/execute.ts'
import { hasErrors, observeUse } from '../request/observeUse.ts'
import type { PipelineParts } from '../request/pipeline.ts'
import { respond } from '../request/respond/respond.ts'
import { withinQuotas } from '../request/withinQuotas.ts'
import type { PassedEvent } from '../subgraphs/subgraphFetcher.ts'
import { listCodes } from '../telemetry/record.ts'
import type { BeginRecord } from '../telemetry/startRecord.ts'
import { startDeadline } from './startDeadline.ts'
import type { AskedSubscription } from './subscription.ts'

/** The parts by which requests are answered, and events as they are. */
export interface AnsweringParts extends PipelineParts {
  readonly beginRecord: BeginRecord
}

/** What a subscription is executed for. */
export type Occurrence =
  | { readonly event: GraphEvent; readonly passed: undefined }
  | { readonly event: undefined; readonly passed: PassedEvent }

/** Each event is an operation of its own: rights, quotas, audit and use as for a query. */
export async function answerEvent(
  parts: AnsweringParts,
  { asked: { request: opened }, caller }: AskedSubscription,
  current: AskedOperation,
  occurrence: Occurrence,
): Promise<Buffer> {
  const lifetime = startDeadline(parts.config.requestDeadlineMs, parts.deadlines)
  const { id } = opened
  const { record, end } = parts.beginRecord('event', id, opened.record)
  record.caller = caller
  record.operation = current.prepared.operation
  record.cost = current.cost
  const request = { ...opened, record, signal: lifetime.signal }
  const asked = { ...current, request, ...occurrence }
  try {
    // A flood of events takes turns with what others ask.
    await parts.scheduler.whenScheduled(opened.arrival)
    const { policies } = asked.prepared.access
    const known = policies.length === 0 ? caller : await parts.askPolicies(policies, caller, id)
    const access = authorise(parts, asked, known)
    if (access.kind === 'explained') throw new GatewayError('BAD_REQUEST', 'A subscription is not explained.')
    const { audited, touching } = access
    const result = await withinQuotas(parts.quotas, asked, () =>
      audited.record(touching, asked.variables, () => execute(parts, asked, access)),
    )
    const { body } = respond(parts, asked, access, result)
    observeUse(parts, asked, known, hasErrors(result), performance.now() - record.startedAt)
    end(200, body.length)
    return body
  } catch (error) {
    const failure = toGatewayError(error, parts.log, id)
    record.codes = listCodes(failure.entries)
    end(failure.status, 0)
    throw failure
  } finally {
    lifetime.end()
  }
}

export function toGatewayError(error: unknown, log: Log, requestId: string): GatewayError {
  if (error instanceof GatewayError) return error
  if (error instanceof EngineError && isErrorCode(error.code))
    return new GatewayError(error.code, error.message, error.details, error.cause)
  log.error({ err: error, requestId }, 'event not answered')
  return new GatewayError(
    'INTERNAL_SERVER_ERROR',
    'The gateway could not answer an event; its log says why.',
    { requestId },
  )
}
