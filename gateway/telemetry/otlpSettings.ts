import type { OtlpEndpoint } from '../../kit/otlp/otlpEndpoint.ts'

export interface OtlpSettings extends OtlpEndpoint {
  /** The share of requests without a parent whose traces are kept, from 0 to 1. */
  readonly traceRatio: number
  readonly metricIntervalMs: number
}
