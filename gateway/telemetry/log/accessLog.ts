import { sha256Hex } from '../../../kit/digest.ts'
import type { Log } from '../../../kit/log.ts'
import type { RequestRecord } from '../record.ts'
import type { Outlet } from '../startRecord.ts'
import type { ReadClient } from '../use/useClient.ts'
import { describeRequest } from './fields.ts'
import { createLineLimit } from './lineLimit.ts'

export interface AccessLogSettings {
  /** The share of requests that went well and have a line, from 0 to 1. */
  readonly accessLogSample: number
  /** From how many milliseconds on a request is slow. */
  readonly slowMs: number
}

export interface AccessLog {
  readonly write: Outlet
  stop(): void
}

/** Whoever has requests fail by the thousand does not fill the disk with it. */
const LINES = 500
const SLOW_LINES = 50
const WINDOW_MS = 10_000

const SHED: ReadonlySet<string> = new Set(['OVERLOADED', 'RATE_LIMITED'])

/**
 * A line for each request that failed with 5xx, was shed or was slow, and for a share of all others; another for one that
 * was slow, with its plan's hash.
 */
export function createAccessLog(
  { accessLogSample, slowMs }: AccessLogSettings,
  log: Log,
  readClient: ReadClient,
  random: () => number,
): AccessLog {
  const limit = createLineLimit(LINES, WINDOW_MS, (kind, count) =>
    log.warn({ 'event.dataset': 'gateway.access', 'gateway.left_out': count }, `${kind} not told one by one`),
  )
  const slowLimit = createLineLimit(SLOW_LINES, WINDOW_MS, (kind, count) =>
    log.warn({ 'event.dataset': 'gateway.slow', 'gateway.left_out': count }, `${kind} not told one by one`),
  )
  return {
    write(record) {
      const isSlow = record.endedAt - record.startedAt >= slowMs
      const hasFailed = record.status >= 500 || record.codes.some((code) => SHED.has(code))
      if (!hasFailed && !isSlow && !(random() < accessLogSample)) return
      if ((hasFailed || isSlow) && !limit.take('requests that failed or were slow')) return
      const fields = describeRequest(record, readClient)
      log[hasFailed ? 'warn' : 'info'](fields, 'request')
      if (isSlow && record.describePlan !== undefined && slowLimit.take('slow requests'))
        log.warn(describeSlow(fields, record.describePlan), 'slow request')
    },
    stop() {
      limit.stop()
      slowLimit.stop()
    },
  }
}

function describeSlow(
  fields: Readonly<Record<string, unknown>>,
  describePlan: NonNullable<RequestRecord['describePlan']>,
): object {
  return { ...fields, 'event.dataset': 'gateway.slow', 'gateway.plan.hash': sha256Hex(describePlan()) }
}
