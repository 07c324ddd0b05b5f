import type { Log } from '../../../kit/log.ts'
import type { TraceContext } from '../record.ts'
import { nanosecondsOf } from './fields.ts'
import { createLineLimit } from './lineLimit.ts'

/** A call of a subgraph that failed, and why. */
export interface FailedCall {
  readonly subgraph: string
  readonly requestId: string
  readonly trace: TraceContext | undefined
  readonly milliseconds: number
  readonly retries: number
  readonly cause: {
    readonly kind: string
    readonly code: string
    readonly message: string
    readonly systemCode: string | undefined
    readonly systemMessage: string | undefined
    readonly status: number | undefined
    readonly jsonPosition: number | undefined
  }
}

export interface FailedCallLog {
  readonly write: (call: FailedCall) => void
  stop(): void
}

const LINES = 5
const WINDOW_MS = 10_000

/** Tells the cause of each failed call; of one subgraph and cause a few lines in ten seconds, and how many there were besides. */
export function createFailedCallLog(log: Log): FailedCallLog {
  const limit = createLineLimit(LINES, WINDOW_MS, (kind, count) => {
    const [subgraph = '', cause = ''] = kind.split('\n')
    log.warn(
      { ...describe(subgraph, cause), 'gateway.left_out': count },
      'more calls of a subgraph failed than are told one by one',
    )
  })
  return {
    write(call) {
      const { subgraph, cause } = call
      if (!limit.take(`${subgraph}\n${cause.kind}`)) return
      log.warn({ ...describe(subgraph, cause.kind), ...describeCall(call) }, 'call of a subgraph failed')
    },
    stop: limit.stop,
  }
}

function describe(subgraph: string, cause: string): object {
  return { 'event.dataset': 'gateway.subgraph', 'service.target.name': subgraph, 'error.type': cause }
}

function describeCall({ requestId, trace, milliseconds, retries, cause }: FailedCall): object {
  const { code, message, systemCode, systemMessage, status, jsonPosition } = cause
  return {
    'error.code': code,
    'error.message': message,
    'http.request.id': requestId,
    'event.duration': nanosecondsOf(milliseconds),
    ...(trace !== undefined && { 'trace.id': trace.traceId }),
    ...(retries > 0 && { 'gateway.retries': retries }),
    ...(systemCode !== undefined && { 'gateway.system.code': systemCode }),
    ...(systemMessage !== undefined && { 'gateway.system.message': systemMessage }),
    ...(status !== undefined && { 'http.response.status_code': status }),
    ...(jsonPosition !== undefined && { 'gateway.json.position': jsonPosition }),
  }
}
