import type { Histogram as HistogramOf, Registry } from 'prom-client'
import type { EndedCall } from '../endedCall.ts'
import { STAGES } from '../record.ts'
import type { Outlet } from '../startRecord.ts'
import { methodOf, ROUTES } from '../traces/spans.ts'
import type { ReadClient } from '../use/useClient.ts'
import { exemplarOf, type ExemplarLabels } from './exemplars.ts'
import { createTopNames, type TopNames } from './topNames.ts'

export interface RequestMetrics {
  readonly write: Outlet
  readonly countCall: (call: EndedCall) => void
}

type Library = typeof import('prom-client')

/** As the conventions advise for HTTP, with two below for answers out of memory. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]
const OPERATIONS = 100
const CLIENTS = 50
const PERIOD_MS = 600_000
const LONGEST_NAME = 100
/** Of an operation without a name. */
const UNNAMED = 'anonymous'

/** prom-client refuses exemplars to a registry that it prints as the older text: these are registered by hand. */
const NONE: Registry[] = []

/** Requests and calls by the names and units of OpenTelemetry's conventions, as Prometheus writes them. */
export function createRequestMetrics(
  { Counter, Histogram }: Library,
  registry: Registry,
  readClient: ReadClient,
  now: () => number,
): RequestMetrics {
  const registers = [registry]
  const requests = new Histogram({
    name: 'http_server_request_duration_seconds',
    help: 'Requests by route, method, status and first error code.',
    labelNames: ['http_route', 'http_request_method', 'http_response_status_code', 'error_type'],
    buckets: SECONDS,
    enableExemplars: true,
    registers: NONE,
  })
  const operations = new Histogram({
    name: 'graphql_server_operation_duration_seconds',
    help: 'GraphQL operations by name and type, those asked for most by their own, and by first error code.',
    labelNames: ['graphql_operation_name', 'graphql_operation_type', 'error_type'],
    buckets: SECONDS,
    enableExemplars: true,
    registers: NONE,
  })
  const clients = new Counter({
    name: 'gateway_client_requests_total',
    help: 'GraphQL requests by client, as it names itself, and by outcome.',
    labelNames: ['client_name', 'client_verified', 'outcome'],
    registers,
  })
  const errors = new Counter({
    name: 'gateway_errors_total',
    help: 'Answers that have an error of a code.',
    labelNames: ['code'],
    registers,
  })
  const executions = new Counter({
    name: 'gateway_executions_total',
    help: 'Operations by what answered them: executed, coalesced or cached.',
    labelNames: ['execution'],
    registers,
  })
  const stages = new Counter({
    name: 'gateway_stage_seconds_total',
    help: 'Seconds that GraphQL requests spent in each stage.',
    labelNames: ['stage'],
    registers,
  })
  const calls = new Histogram({
    name: 'http_client_request_duration_seconds',
    help: 'Calls of subgraphs by status and by the cause of their failure.',
    labelNames: ['subgraph', 'http_response_status_code', 'error_type'],
    buckets: SECONDS,
    enableExemplars: true,
    registers: NONE,
  })
  const retries = new Counter({
    name: 'gateway_subgraph_retries_total',
    help: 'Calls of a subgraph that were sent once more.',
    labelNames: ['subgraph'],
    registers,
  })
  for (const histogram of [requests, operations, calls]) registry.registerMetric(histogram)
  const operationNames = createNamedSeries(operations, OPERATIONS, now)
  const verified = createTopNames(CLIENTS, PERIOD_MS, now, (name) => forgetClient(name, 'true'))
  const claimed = createTopNames(CLIENTS, PERIOD_MS, now, (name) => forgetClient(name, 'false'))
  const forgetClient = (client_name: string, client_verified: string): void => {
    for (const outcome of ['success', 'failure']) clients.remove({ client_name, client_verified, outcome })
  }

  const countOperation: Outlet = (record) => {
    const { operation, caller, codes, stages: times } = record
    if (operation === undefined) return
    operationNames.observe(
      operation.name?.slice(0, LONGEST_NAME) ?? UNNAMED,
      { graphql_operation_type: operation.type, error_type: codes[0] ?? '' },
      (record.endedAt - record.startedAt) / 1_000,
      exemplarOf(record.trace),
    )
    executions.inc({ execution: record.execution })
    for (const stage of STAGES) if (times[stage] > 0) stages.inc({ stage }, times[stage] / 1_000)
    if (caller === undefined) return
    const { name, isVerified } = readClient(record.headers, caller)
    clients.inc({
      client_name: (isVerified ? verified : claimed).labelOf(name),
      client_verified: `${isVerified}`,
      outcome: codes.length > 0 || record.status >= 500 ? 'failure' : 'success',
    })
  }
  return {
    write(record) {
      const { kind, status, codes } = record
      const labels = {
        http_route: ROUTES[kind],
        http_request_method: methodOf(record),
        http_response_status_code: status,
        error_type: codes[0] ?? (status >= 500 ? status : ''),
      }
      observe(requests, labels, (record.endedAt - record.startedAt) / 1_000, exemplarOf(record.trace))
      for (const code of codes) errors.inc({ code })
      countOperation(record)
    },
    countCall({ subgraph, status, cause, retries: times, milliseconds, trace }) {
      const labels = { subgraph, http_response_status_code: status || '', error_type: cause?.kind ?? '' }
      observe(calls, labels, milliseconds / 1_000, exemplarOf(trace))
      if (times > 0) retries.inc({ subgraph }, times)
    },
  }
}

function observe(
  histogram: HistogramOf,
  labels: Readonly<Record<string, string | number>>,
  value: number,
  exemplar: ExemplarLabels | undefined,
): void {
  histogram.observe(exemplar === undefined ? { labels, value } : { labels, value, exemplarLabels: exemplar })
}

type OperationLabel = 'graphql_operation_name' | 'graphql_operation_type' | 'error_type'

interface NamedSeries {
  observe(
    name: string,
    labels: { readonly graphql_operation_type: string; readonly error_type: string },
    seconds: number,
    exemplar: ExemplarLabels | undefined,
  ): void
}

/** Drops the series of a name that is no longer told apart. */
function createNamedSeries(
  histogram: HistogramOf<OperationLabel>,
  limit: number,
  now: () => number,
): NamedSeries {
  const series = new Map<string, Map<string, Record<OperationLabel, string>>>()
  const names: TopNames = createTopNames(limit, PERIOD_MS, now, (name) => {
    for (const labels of series.get(name)?.values() ?? []) histogram.remove(labels)
    series.delete(name)
  })
  return {
    observe(name, { graphql_operation_type, error_type }, seconds, exemplar) {
      const graphql_operation_name = names.labelOf(name)
      let known = series.get(graphql_operation_name)
      if (known === undefined) series.set(graphql_operation_name, (known = new Map()))
      const key = `${graphql_operation_type}\n${error_type}`
      let labels = known.get(key)
      if (labels === undefined)
        known.set(key, (labels = { graphql_operation_name, graphql_operation_type, error_type }))
      observe(histogram, labels, seconds, exemplar)
    },
  }
}
