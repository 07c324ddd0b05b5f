/** Where traces and metrics are sent, and how many. */
export interface OtlpSettings {
  /** Without a trailing slash: `/v1/traces` and `/v1/metrics` are below it. */
  readonly endpoint: string
  /** Sent with all; may hold a secret. */
  readonly headers: Readonly<Record<string, string>>
  readonly serviceName: string
  /** The share of requests without a parent whose traces are kept, from 0 to 1. */
  readonly traceRatio: number
  readonly metricIntervalMs: number
}
