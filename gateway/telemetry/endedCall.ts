import type { FailedCall } from './log/failedCalls.ts'

/** A call that the cache did not answer, when it has ended. */
export interface EndedCall extends Omit<FailedCall, 'cause'> {
  /** The HTTP status; 0 where there was none. */
  readonly status: number
  readonly cause: FailedCall['cause'] | undefined
}
