import { z } from 'zod'
import {
  createOtlpEndpoint,
  isOtlpEndpoint,
  isOtlpHeader,
  OTLP_ENDPOINT_EXPECTED,
  OTLP_HEADERS_EXPECTED,
} from '../../../kit/otlp/otlpEndpoint.ts'
import { commaList, logLevel, wholeNumber } from '../../../kit/config.ts'
import type { OtlpSettings } from '../../telemetry/otlpSettings.ts'
import type { UseSettings } from '../../telemetry/use/use.ts'
import { flag, milliseconds, share } from './formats.ts'
import type { Rule, ValuesOf } from './rule.ts'

export interface TelemetryConfig {
  readonly logLevel: string
  /** Whether GET /metrics answers. */
  readonly metrics: boolean
  /** The share of requests that went well and have a line in the log, from 0 to 1. */
  readonly accessLogSample: number
  /** From how many milliseconds on a request is slow. */
  readonly slowMs: number
  /** Undefined where nothing is sent to a collector. */
  readonly otlp: OtlpSettings | undefined
  readonly use: UseSettings
}

const DATABASE = 'an address such as postgres://user:password@host:5432/use'

/** Those of OpenTelemetry have its names, as far as they are here. */
export const telemetryVariables = {
  LOG_LEVEL: logLevel.default('info'),
  METRICS: flag.default(false),
  ACCESS_LOG_SAMPLE: share.default(0.01),
  SLOW_MS: milliseconds.default(1_000),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.string().optional(),
  OTEL_EXPORTER_OTLP_HEADERS: commaList.default([]),
  OTEL_SERVICE_NAME: z.string().default('macao-gateway'),
  OTEL_TRACES_SAMPLER_ARG: share.default(0.01),
  OTEL_METRIC_EXPORT_INTERVAL: milliseconds.default(60_000),
  USE_DATABASE_URL: z.string().refine(isPostgresUrl, DATABASE).optional(),
  USE_FLUSH_SECONDS: wholeNumber('seconds from 1 to 3600', 1, 3_600).default(10),
  STATE_DIR: z.string().optional(),
}

type TelemetryValues = ValuesOf<typeof telemetryVariables>

export const telemetryRules: readonly Rule<TelemetryValues>[] = [
  {
    variable: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    holds: ({ OTEL_EXPORTER_OTLP_ENDPOINT: url }) => url === undefined || isOtlpEndpoint(url),
    expected: OTLP_ENDPOINT_EXPECTED,
  },
  {
    variable: 'OTEL_EXPORTER_OTLP_HEADERS',
    holds: ({ OTEL_EXPORTER_OTLP_HEADERS }) => OTEL_EXPORTER_OTLP_HEADERS.every(isOtlpHeader),
    expected: OTLP_HEADERS_EXPECTED,
  },
]

export function toTelemetryConfig(values: TelemetryValues): TelemetryConfig {
  return {
    logLevel: values.LOG_LEVEL,
    metrics: values.METRICS,
    accessLogSample: values.ACCESS_LOG_SAMPLE,
    slowMs: values.SLOW_MS,
    otlp: toOtlpSettings(values),
    use: toUseSettings(values),
  }
}

function toOtlpSettings(values: TelemetryValues): OtlpSettings | undefined {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } = values
  if (endpoint === undefined) return undefined
  return Object.freeze({
    ...createOtlpEndpoint(endpoint, values.OTEL_EXPORTER_OTLP_HEADERS, values.OTEL_SERVICE_NAME),
    traceRatio: values.OTEL_TRACES_SAMPLER_ARG,
    metricIntervalMs: values.OTEL_METRIC_EXPORT_INTERVAL,
  })
}

function toUseSettings({ USE_DATABASE_URL, USE_FLUSH_SECONDS, STATE_DIR }: TelemetryValues): UseSettings {
  return Object.freeze({
    databaseUrl: USE_DATABASE_URL,
    stateFolder: STATE_DIR,
    flushMs: USE_FLUSH_SECONDS * 1_000,
  })
}

function isPostgresUrl(text: string): boolean {
  return URL.canParse(text) && ['postgres:', 'postgresql:'].includes(new URL(text).protocol)
}
