import type { ServerResponse } from 'node:http'
import type { Deadlines } from '../../kit/concurrency/deadlines.ts'
import { GatewayError } from '../errors.ts'
import { type LightAbortSignal, LightAbortController } from '../../kit/concurrency/lightAbortSignal.ts'

export interface RequestLifetime {
  /** Aborts when the deadline passes or the client hangs up, and with it every subgraph call of the request. */
  readonly signal: LightAbortSignal
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
  const deadline = deadlines.start(deadlineMs, () =>
    controller.abort(new GatewayError('DEADLINE_EXCEEDED', `No complete answer within ${deadlineMs} ms.`)),
  )
  const onClose = () => {
    if (!response.writableFinished) controller.abort(HUNG_UP)
  }
  if (response.destroyed) onClose()
  response.on('close', onClose)
  return {
    signal: controller,
    end() {
      deadline.end()
      response.off('close', onClose)
    },
  }
}
