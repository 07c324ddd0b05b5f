import { randomHex, readParent } from '../../../kit/otlp/traceparent.ts'
import type { BeginTrace } from './traceContext.ts'

/** A client that samples all of its own requests has this many of them traced in a second, with all others who do. */
const SAMPLED_BY_CLIENTS = 20

/**
 * Begins a trace, or goes on with the client's: sampled where the client's is, else by the ratio. Anybody can write the
 * header, so that only some of those are believed in each second.
 */
export function createSampling(ratio: number, now: () => number, random: () => number): BeginTrace {
  let second = 0
  let taken = 0
  const mayClientSample = (): boolean => {
    const current = Math.floor(now() / 1_000)
    if (current !== second) {
      second = current
      taken = 0
    }
    return taken++ < SAMPLED_BY_CLIENTS
  }
  return (headers) => {
    const parent = headers['traceparent'] === undefined ? undefined : readParent(headers)
    if (parent === undefined)
      return {
        traceId: randomHex(4),
        spanId: randomHex(2),
        parentId: undefined,
        isSampled: random() < ratio,
        state: undefined,
        makesSpans: true,
      }
    return {
      traceId: parent.traceId,
      spanId: randomHex(2),
      parentId: parent.spanId,
      isSampled: parent.isSampled && mayClientSample(),
      state: parent.state,
      makesSpans: true,
    }
  }
}
