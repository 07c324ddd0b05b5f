import { logLevel } from '../../../kit/config.ts'
import { flag } from './formats.ts'
import type { ValuesOf } from './rule.ts'

export interface TelemetryConfig {
  readonly logLevel: string
  /** Whether GET /metrics answers. */
  readonly metrics: boolean
}

export const telemetryVariables = {
  LOG_LEVEL: logLevel.default('info'),
  METRICS: flag.default(false),
}

export function toTelemetryConfig(values: ValuesOf<typeof telemetryVariables>): TelemetryConfig {
  return { logLevel: values.LOG_LEVEL, metrics: values.METRICS }
}
