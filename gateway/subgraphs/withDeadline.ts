import type { SubgraphRequest } from '../../engine/index.ts'
import type { Deadlines } from '../../kit/concurrency/deadlines.ts'
import { LightAbortController } from '../../kit/concurrency/lightAbortSignal.ts'
import { abandoned, timedOut } from './failures.ts'
import type { FetchContext, FetchWrapper, GatewayFetcher, GatewayResponse } from './subgraphFetcher.ts'

/** Limits a call to as many milliseconds as its subgraph has, even on a transport that ignores its signal. */
export function withDeadline(
  millisecondsOf: (subgraph: string) => number,
  deadlines: Deadlines,
): FetchWrapper {
  return (next) => (request, context) =>
    callWithin(millisecondsOf(request.subgraph), deadlines, next, request, context)
}

function callWithin(
  milliseconds: number,
  deadlines: Deadlines,
  next: GatewayFetcher,
  request: SubgraphRequest,
  context: FetchContext,
): Promise<GatewayResponse> {
  const { signal, subgraph } = request
  if (signal.aborted) return Promise.reject(abandoned(subgraph, signal.reason))
  return new Promise((resolve, reject) => {
    const controller = new LightAbortController()
    const giveUp = (reason: unknown): void => {
      end()
      reject(reason)
      controller.abort(reason)
    }
    const onAbort = () => giveUp(abandoned(subgraph, signal.reason))
    const deadline = deadlines.start(milliseconds, () => giveUp(timedOut(subgraph, milliseconds)))
    const end = (): void => {
      deadline.end()
      signal.removeEventListener('abort', onAbort)
    }
    signal.addEventListener('abort', onAbort, { once: true })
    next({ ...request, signal: controller }, context).then(
      (response) => {
        end()
        resolve(response)
      },
      (error: unknown) => {
        end()
        reject(error)
      },
    )
  })
}
