import type { IncomingHttpHeaders } from 'node:http'

/** W3C Trace Context, https://www.w3.org/TR/trace-context/#traceparent-header: a later version may have more parts. */
const TRACEPARENT =
  /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/
const OTHER_THAN_VERSION_0 = /^(?!00)/
const LONGEST_STATE = 512

/** The span that a request was made for, as its headers tell it. */
export interface Parent {
  /** 32 hexadecimal digits. */
  readonly traceId: string
  /** 16 hexadecimal digits. */
  readonly spanId: string
  readonly isSampled: boolean
  /** The `tracestate`, which goes on as it came. */
  readonly state: string | undefined
}

/** The span of whoever asks; undefined where there is none that can be understood. */
export function readParent({ traceparent, tracestate }: IncomingHttpHeaders): Parent | undefined {
  if (typeof traceparent !== 'string') return undefined
  const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent) ?? []
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined
  if (traceparent.length > 55 && !OTHER_THAN_VERSION_0.test(traceparent)) return undefined
  const isSampled = (Number.parseInt(flags, 16) & 1) === 1
  const isStateKept = typeof tracestate === 'string' && tracestate.length <= LONGEST_STATE
  return { traceId, spanId, isSampled, state: isStateKept ? tracestate : undefined }
}

/** The headers by which whoever is asked continues the trace, below this span of it. */
export function writeParent(
  { traceId, isSampled, state }: Omit<Parent, 'spanId'>,
  spanId: string,
): Readonly<Record<string, string>> {
  const traceparent = `00-${traceId}-${spanId}-${isSampled ? '01' : '00'}`
  return state === undefined ? { traceparent } : { traceparent, tracestate: state }
}

/** So many times 8 hexadecimal digits, not all 0: they tell spans apart, and keep no secret. */
export function randomHex(words: number): string {
  let text = ''
  for (let word = 0; word < words; word++)
    text += Math.floor(Math.random() * 0xffffffff + 1)
      .toString(16)
      .padStart(8, '0')
  return text
}
