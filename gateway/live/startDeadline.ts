import type { Deadlines } from '../../kit/concurrency/deadlines.ts'
import { LightAbortController, type LightAbortSignal } from '../../kit/concurrency/lightAbortSignal.ts'
import { GatewayError } from '../errors.ts'

/** The time that one event may take: there is no client of whom it would hang. */
export function startDeadline(
  milliseconds: number,
  deadlines: Deadlines,
): { readonly signal: LightAbortSignal; end(): void } {
  const controller = new LightAbortController()
  const passed = () => new GatewayError('DEADLINE_EXCEEDED', `No complete answer within ${milliseconds} ms.`)
  const deadline = deadlines.start(milliseconds, () => controller.abort(passed()))
  return { signal: controller, end: () => deadline.end() }
}
