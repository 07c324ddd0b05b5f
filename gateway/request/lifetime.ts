import type { ServerResponse } from 'node:http'
import { startDeadline } from '../../kit/concurrency/deadlines.ts'
import { ClientError } from '../errors.ts'
import { type CallSignal, Lifeline } from '../../kit/concurrency/lightAbortSignal.ts'

export interface Lifetime {
  /** Aborts when the deadline passes or the client hangs up, and with it every subgraph call of the request. */
  readonly signal: CallSignal
  end(): void
}

/** Why a request ended whose client is gone: nobody's fault, and nobody reads an answer. */
export const HUNG_UP = new Error('The client hung up.')

export function startLifetime(response: ServerResponse, deadlineMs: number): Lifetime {
  const lifeline = new Lifeline()
  const deadline = startDeadline(deadlineMs, () =>
    lifeline.abort(new ClientError('DEADLINE_EXCEEDED', `No complete answer within ${deadlineMs} ms.`)),
  )
  const onClose = () => {
    if (!response.writableFinished) lifeline.abort(HUNG_UP)
  }
  if (response.destroyed) onClose()
  response.on('close', onClose)
  return {
    signal: lifeline,
    end() {
      deadline.end()
      response.off('close', onClose)
    },
  }
}
