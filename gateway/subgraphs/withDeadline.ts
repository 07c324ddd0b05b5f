import { startDeadline } from '../../kit/concurrency/deadlines.ts'
import { LightAbortController } from '../../kit/concurrency/lightAbortSignal.ts'
import { abandoned, timedOut } from './failures.ts'
import type {
  SubgraphResponse,
  SubgraphFetcher,
  SubgraphRequest,
  SubgraphWrapper,
} from './subgraphFetcher.ts'

/** Gives a call so many milliseconds. Holds even for a transport that does not heed its signal. */
export function withDeadline(milliseconds: number): SubgraphWrapper {
  return (next) => (request) => callWithin(milliseconds, next, request)
}

function callWithin(
  milliseconds: number,
  next: SubgraphFetcher,
  request: SubgraphRequest,
): Promise<SubgraphResponse> {
  const { signal, subgraph } = request
  if (signal.aborted) return Promise.reject(abandoned(subgraph, signal.reason))
  return new Promise((resolve, reject) => {
    const lifeline = new LightAbortController()
    const giveUp = (reason: unknown): void => {
      end()
      reject(reason)
      lifeline.abort(reason)
    }
    const onAbort = () => giveUp(abandoned(subgraph, signal.reason))
    const deadline = startDeadline(milliseconds, () => giveUp(timedOut(subgraph, milliseconds)))
    const end = (): void => {
      deadline.end()
      signal.removeEventListener('abort', onAbort)
    }
    signal.addEventListener('abort', onAbort, { once: true })
    next({ ...request, signal: lifeline }).then(
      (answer) => {
        end()
        resolve(answer)
      },
      (error: unknown) => {
        end()
        reject(error)
      },
    )
  })
}
