import type { ServerResponse } from 'node:http'
import { ClientError } from '../errors.ts'

export interface Lifetime {
  /** Aborts when the deadline passes or the client hangs up, and with it every subgraph call of the request. */
  readonly signal: AbortSignal
  end(): void
}

export function startLifetime(response: ServerResponse, deadlineMs: number): Lifetime {
  const controller = new AbortController()
  const timer = setTimeout(
    () =>
      controller.abort(new ClientError('DEADLINE_EXCEEDED', `No complete answer within ${deadlineMs} ms.`)),
    deadlineMs,
  )
  const onClose = () => {
    if (!response.writableFinished) controller.abort()
  }
  response.on('close', onClose)
  return {
    signal: controller.signal,
    end() {
      clearTimeout(timer)
      if (response.writableFinished) response.off('close', onClose)
    },
  }
}
