import type { Registry } from 'prom-client'
import { SCOPE, unixNanoOf, writeAttributes, writeResource } from '../../../kit/otlp/attributes.ts'
import type { Exemplar } from './exemplars.ts'

/** Names of Prometheus whose dots and units OpenTelemetry's conventions fix; all others go as they are. */
const CONVENTIONS: ReadonlyMap<string, { readonly name: string; readonly unit: string }> = new Map([
  ['http_server_request_duration_seconds', { name: 'http.server.request.duration', unit: 's' }],
  ['http_server_active_requests', { name: 'http.server.active_requests', unit: '{request}' }],
  ['http_client_request_duration_seconds', { name: 'http.client.request.duration', unit: 's' }],
  ['graphql_server_operation_duration_seconds', { name: 'graphql.server.operation.duration', unit: 's' }],
])

const ATTRIBUTES: ReadonlyMap<string, string> = new Map([
  ['http_route', 'http.route'],
  ['http_request_method', 'http.request.method'],
  ['http_response_status_code', 'http.response.status_code'],
  ['error_type', 'error.type'],
  ['graphql_operation_name', 'graphql.operation.name'],
  ['graphql_operation_type', 'graphql.operation.type'],
  ['client_name', 'gateway.client.name'],
  ['subgraph', 'service.peer.name'],
])

const CUMULATIVE = 2

interface Sample {
  readonly value: number
  readonly labels: Readonly<Record<string, string | number | undefined>>
  readonly metricName?: string
  readonly exemplar?: Exemplar | null
}

export interface MetricTimes {
  readonly serviceName: string
  readonly instanceId: string
  readonly startUnixNano: string
  readonly unixNano: string
}

/** All of a registry, as OTLP's JSON: the same numbers that Prometheus reads. */
export async function writeMetrics(registry: Registry, times: MetricTimes): Promise<string> {
  const families = await registry.getMetricsAsJSON()
  const metrics = families.flatMap((family) => {
    // What was not measured yet is no number, which JSON has not.
    const values = family.values.filter(({ value }) => Number.isFinite(value))
    const data = writeData(`${family.type}`, values, times)
    if (data === undefined) return []
    const { name, unit } = CONVENTIONS.get(family.name) ?? { name: family.name, unit: unitOf(family.name) }
    return [{ name, unit, description: family.help, ...data }]
  })
  return JSON.stringify({
    resourceMetrics: [
      {
        resource: writeResource(times.serviceName, times.instanceId),
        scopeMetrics: [{ scope: SCOPE, metrics }],
      },
    ],
  })
}

function unitOf(name: string): string {
  const plain = name.replace(/_total$/, '')
  if (plain.endsWith('_seconds')) return 's'
  return plain.endsWith('_bytes') ? 'By' : '1'
}

function writeData(type: string, values: readonly Sample[], times: MetricTimes): object | undefined {
  switch (type) {
    case 'counter':
      return {
        sum: {
          aggregationTemporality: CUMULATIVE,
          isMonotonic: true,
          dataPoints: values.map(writePoint(times)),
        },
      }
    case 'gauge':
      return { gauge: { dataPoints: values.map(writePoint(times)) } }
    case 'histogram':
      return { histogram: { aggregationTemporality: CUMULATIVE, dataPoints: writeHistogram(values, times) } }
    default:
      return undefined
  }
}

function writePoint({ startUnixNano, unixNano }: MetricTimes): (sample: Sample) => object {
  return ({ value, labels }) => ({
    attributes: writeLabels(labels),
    startTimeUnixNano: startUnixNano,
    timeUnixNano: unixNano,
    asDouble: value,
  })
}

/** Prometheus counts each bucket with those below it, OTLP each by itself. */
function writeHistogram(values: readonly Sample[], times: MetricTimes): readonly object[] {
  const series = new Map<
    string,
    {
      labels: Sample['labels']
      buckets: [number, number][]
      exemplars: Exemplar[]
      sum: number
      count: number
    }
  >()
  for (const { value, labels, metricName = '', exemplar } of values) {
    const { le, ...own } = labels
    const key = JSON.stringify(own)
    const one = series.get(key) ?? { labels: own, buckets: [], exemplars: [], sum: 0, count: 0 }
    series.set(key, one)
    if (exemplar) one.exemplars.push(exemplar)
    if (le !== undefined) one.buckets.push([Number(le === '+Inf' ? Infinity : le), value])
    else if (metricName.endsWith('_sum')) one.sum = value
    else one.count = value
  }
  return [...series.values()].map(({ labels, buckets, exemplars, sum, count }) => {
    const ordered = buckets.toSorted(([a], [b]) => a - b)
    return {
      attributes: writeLabels(labels),
      startTimeUnixNano: times.startUnixNano,
      timeUnixNano: times.unixNano,
      count: `${count}`,
      sum,
      bucketCounts: ordered.map(([, below], at) => `${below - (ordered[at - 1]?.[1] ?? 0)}`),
      explicitBounds: ordered.map(([bound]) => bound).filter(Number.isFinite),
      exemplars: exemplars.map(writeExemplar),
    }
  })
}

function writeExemplar({ labelSet, value, timestamp }: Exemplar): object {
  return {
    timeUnixNano: unixNanoOf(timestamp * 1_000, 0),
    asDouble: value,
    traceId: labelSet.trace_id,
    spanId: labelSet.span_id,
  }
}

/** An attribute without a value is left out, as the conventions want it. */
function writeLabels(labels: Sample['labels']): readonly object[] {
  return writeAttributes(
    Object.fromEntries(
      Object.entries(labels).map(([name, value]) => [
        ATTRIBUTES.get(name) ?? name,
        value === '' ? undefined : value,
      ]),
    ),
  )
}
