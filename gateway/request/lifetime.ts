import type { ServerResponse } from 'node:http'
import type { Deadlines } from '../../kit/concurrency/deadlines.ts'
import { GatewayError } from '../errors.ts'
import { type LightAbortSignal, LightAbortController } from '../../kit/concurrency/lightAbortSignal.ts'

export interface RequestLifetime {
  /** Aborts when the deadline passes or the client hangs up, and with it every subgraph call of the request. */
  readonly signal: LightAbortSignal
  /** Throws why it ended, or GatewayError DEADLINE_EXCEEDED; a thread at work is late to say so by the signal. */
  assertGoesOn(): void
  end(): void
}

/** Why a request ended whose client is gone: nobody's fault, and nobody reads an answer. */
export const HUNG_UP = new Error('The client hung up.')

export function startLifetime(
  response: ServerResponse,
  deadlineMs: number,
  deadlines: Deadlines,
): RequestLifetime {
  const controller = new LightAbortController()
  const begun = performance.now()
  const passed = () => new GatewayError('DEADLINE_EXCEEDED', `No complete answer within ${deadlineMs} ms.`)
  const deadline = deadlines.start(deadlineMs, () => controller.abort(passed()))
  const onClose = () => {
    if (!response.writableFinished) controller.abort(HUNG_UP)
  }
  if (response.destroyed) onClose()
  response.on('close', onClose)
  return {
    signal: controller,
    assertGoesOn() {
      if (controller.aborted) throw controller.reason
      if (performance.now() - begun > deadlineMs) throw passed()
    },
    end() {
      deadline.end()
      response.off('close', onClose)
    },
  }
}
