import { z } from 'zod'
import { commaList, portNumber } from '../../../kit/config.ts'
import { flag, milliseconds } from './formats.ts'
import type { ValuesOf } from './rule.ts'

/** Where the gateway listens, to which pages it answers, and how long it takes. */
export interface ServerConfig {
  readonly host: string
  readonly port: number
  /** Whether the explorer of Macao's graph is served at `/`. */
  readonly explorer: boolean
  readonly corsOrigins: readonly string[]
  readonly requestDeadlineMs: number
  readonly drainMs: number
}

export const serverVariables = {
  HOST: z.string().default('127.0.0.1'),
  PORT: portNumber.default(4000),
  EXPLORER: flag.default(true),
  CORS_ORIGINS: commaList.default([]),
  REQUEST_DEADLINE_MS: milliseconds.default(15_000),
  DRAIN_MS: milliseconds.default(10_000),
}

export function toServerConfig(values: ValuesOf<typeof serverVariables>): ServerConfig {
  return {
    host: values.HOST,
    port: values.PORT,
    explorer: values.EXPLORER,
    corsOrigins: values.CORS_ORIGINS,
    requestDeadlineMs: values.REQUEST_DEADLINE_MS,
    drainMs: values.DRAIN_MS,
  }
}
