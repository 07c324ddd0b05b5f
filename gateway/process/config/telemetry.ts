import { z } from 'zod'
import { logLevel, wholeNumber } from '../../../kit/config.ts'
import type { UseSettings } from '../../telemetry/use/use.ts'
import { flag } from './formats.ts'
import type { ValuesOf } from './rule.ts'

export interface TelemetryConfig {
  readonly logLevel: string
  /** Whether GET /metrics answers. */
  readonly metrics: boolean
  readonly use: UseSettings
}

const DATABASE = 'an address such as postgres://user:password@host:5432/use'

export const telemetryVariables = {
  LOG_LEVEL: logLevel.default('info'),
  METRICS: flag.default(false),
  USE_DATABASE_URL: z.string().refine(isPostgresUrl, DATABASE).optional(),
  USE_FLUSH_SECONDS: wholeNumber('seconds from 1 to 3600', 1, 3_600).default(10),
  STATE_DIR: z.string().optional(),
}

export function toTelemetryConfig(values: ValuesOf<typeof telemetryVariables>): TelemetryConfig {
  return { logLevel: values.LOG_LEVEL, metrics: values.METRICS, use: toUseSettings(values) }
}

function toUseSettings({
  USE_DATABASE_URL,
  USE_FLUSH_SECONDS,
  STATE_DIR,
}: ValuesOf<typeof telemetryVariables>): UseSettings {
  return Object.freeze({
    databaseUrl: USE_DATABASE_URL,
    stateFolder: STATE_DIR,
    flushMs: USE_FLUSH_SECONDS * 1_000,
  })
}

function isPostgresUrl(text: string): boolean {
  return URL.canParse(text) && ['postgres:', 'postgresql:'].includes(new URL(text).protocol)
}
