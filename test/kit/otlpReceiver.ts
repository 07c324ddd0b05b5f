import { EventEmitter, once } from 'node:events'
import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { startListener } from './listener.ts'

/** The JSON of protobuf, as OTLP 1.x has it: ids in hexadecimal, 64 bits as text, and no field that is not known. */
const uint64 = z.string().regex(/^\d{1,20}$/)
const attributeValue = z.union([
  z.strictObject({ stringValue: z.string() }).transform(({ stringValue }) => stringValue),
  z.strictObject({ boolValue: z.boolean() }).transform(({ boolValue }) => boolValue),
  z.strictObject({ intValue: z.string().regex(/^-?\d+$/) }).transform(({ intValue }) => Number(intValue)),
  z.strictObject({ doubleValue: z.number() }).transform(({ doubleValue }) => doubleValue),
  z
    .strictObject({
      arrayValue: z.strictObject({ values: z.array(z.strictObject({ stringValue: z.string() })) }),
    })
    .transform(({ arrayValue }) => arrayValue.values.map(({ stringValue }) => stringValue)),
])
const attributes = z
  .array(z.strictObject({ key: z.string().min(1), value: attributeValue }))
  .transform((list) => Object.fromEntries(list.map(({ key, value }) => [key, value])))
const resource = z.strictObject({ attributes })
const scope = z.strictObject({ name: z.string() })

const traceId = z.string().regex(/^(?!0{32})[0-9a-f]{32}$/)
const spanId = z.string().regex(/^(?!0{16})[0-9a-f]{16}$/)

const span = z.strictObject({
  traceId,
  spanId,
  parentSpanId: spanId.optional(),
  traceState: z.string().optional(),
  name: z.string().min(1),
  kind: z.int().min(1).max(5),
  startTimeUnixNano: uint64.transform(BigInt),
  endTimeUnixNano: uint64.transform(BigInt),
  attributes,
  status: z.strictObject({ code: z.int().min(0).max(2) }).optional(),
})
const traces = z.strictObject({
  resourceSpans: z.array(
    z.strictObject({
      resource,
      scopeSpans: z.array(z.strictObject({ scope, spans: z.array(span).min(1) })),
    }),
  ),
})

const times = { attributes, startTimeUnixNano: uint64, timeUnixNano: uint64 }
const numberPoint = z.strictObject({ ...times, asDouble: z.number() })
const histogramPoint = z
  .strictObject({
    ...times,
    count: uint64.transform(Number),
    sum: z.number(),
    bucketCounts: z.array(uint64.transform(Number)),
    explicitBounds: z.array(z.number()),
    exemplars: z.array(z.strictObject({ timeUnixNano: uint64, asDouble: z.number(), traceId, spanId })),
  })
  .refine(({ bucketCounts, explicitBounds }) => bucketCounts.length === explicitBounds.length + 1)
  .refine(({ count, bucketCounts }) => count === bucketCounts.reduce((sum, one) => sum + one, 0))
const aggregationTemporality = z.literal(2)
const metric = z.strictObject({
  name: z.string().min(1),
  unit: z.string(),
  description: z.string(),
  gauge: z.strictObject({ dataPoints: z.array(numberPoint) }).optional(),
  sum: z
    .strictObject({ aggregationTemporality, isMonotonic: z.boolean(), dataPoints: z.array(numberPoint) })
    .optional(),
  histogram: z.strictObject({ aggregationTemporality, dataPoints: z.array(histogramPoint) }).optional(),
})
const metrics = z.strictObject({
  resourceMetrics: z.array(
    z.strictObject({
      resource,
      scopeMetrics: z.array(z.strictObject({ scope, metrics: z.array(metric) })),
    }),
  ),
})

export type ReceivedSpan = z.output<typeof span> & { readonly service: unknown }
export type ReceivedMetric = z.output<typeof metric>

export interface OtlpReceiver {
  /** To be named in OTEL_EXPORTER_OTLP_ENDPOINT. */
  readonly url: string
  readonly spans: readonly ReceivedSpan[]
  /** Those of the last message. */
  readonly metrics: readonly ReceivedMetric[]
  readonly headers: readonly IncomingHttpHeaders[]
  /** What could not be read. */
  readonly faults: readonly string[]
  /** Resolves when `holds` does, which is asked after each message. */
  until(holds: () => boolean): Promise<void>
  stop(): Promise<void>
}

export type AnswerOtlp = (response: ServerResponse) => void

/** A collector that takes OTLP over HTTP as JSON, and nothing that is not exactly that. */
export async function startOtlpReceiver(
  answer: AnswerOtlp = (response) => void response.writeHead(200).end('{}'),
): Promise<OtlpReceiver> {
  const arrivals = new EventEmitter()
  const [spans, headers, faults]: [ReceivedSpan[], IncomingHttpHeaders[], string[]] = [[], [], []]
  let last: readonly ReceivedMetric[] = []
  const { url, stop } = await startListener(async (request, response) => {
    headers.push(request.headers)
    const body = await text(request)
    try {
      if (request.url === '/v1/traces') spans.push(...readSpans(body))
      else if (request.url === '/v1/metrics') last = readMetrics(body)
      else throw new Error(`expected /v1/traces or /v1/metrics; got ${request.url}`)
    } catch (error) {
      faults.push(String(error))
    }
    answer(response)
    arrivals.emit('message')
  })
  return {
    url: new URL(url).origin,
    spans,
    get metrics() {
      return last
    },
    headers,
    faults,
    async until(holds) {
      while (!holds()) await once(arrivals, 'message')
    },
    stop,
  }
}

function readSpans(body: string): readonly ReceivedSpan[] {
  return traces
    .parse(JSON.parse(body))
    .resourceSpans.flatMap(({ resource: { attributes: own }, scopeSpans }) =>
      scopeSpans.flatMap(({ spans }) => spans.map((one) => ({ ...one, service: own['service.name'] }))),
    )
}

function readMetrics(body: string): readonly ReceivedMetric[] {
  return metrics
    .parse(JSON.parse(body))
    .resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((one) => one.metrics))
}
