import { unixNanoOf, writeAttributes, type AttributeValue } from './attributes.ts'

export const SPAN_KINDS = { internal: 1, server: 2, client: 3 }

export interface Span {
  readonly spanId: string
  readonly parentSpanId: string | undefined
  readonly name: string
  /** One of `SPAN_KINDS`. */
  readonly kind: number
  /** On `performance.now()`. */
  readonly start: number
  readonly end: number
  readonly attributes: Readonly<Record<string, AttributeValue | undefined>>
  readonly hasFailed: boolean
}

/** A span as OTLP's JSON. `offsetMs` makes times since 1970 of those of `performance.now()`. */
export function writeSpan(
  { start, end, attributes, hasFailed, ...span }: Span,
  { traceId, state }: { readonly traceId: string; readonly state: string | undefined },
  offsetMs: number,
): string {
  return JSON.stringify({
    traceId,
    traceState: state,
    ...span,
    startTimeUnixNano: unixNanoOf(start, offsetMs),
    endTimeUnixNano: unixNanoOf(end, offsetMs),
    attributes: writeAttributes(attributes),
    ...(hasFailed && { status: { code: 2 } }),
  })
}
