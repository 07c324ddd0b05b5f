import { z } from 'zod'
import { commaList, portNumber, wholeNumber } from '../../../kit/config.ts'
import { flag, milliseconds } from './formats.ts'
import type { Rule, ValuesOf } from './rule.ts'

/** Where the gateway listens, to which pages it answers, and how long it takes. */
export interface ServerConfig {
  readonly host: string
  readonly port: number
  /** Whether the explorer of Macao's graph is served at `/`. */
  readonly explorer: boolean
  /** Where it answers those who run it; undefined where it answers them as it answers everybody. */
  readonly admin: AdminAddress | undefined
  readonly corsOrigins: readonly string[]
  readonly requestDeadlineMs: number
  /** How long it is not ready before it takes no new connections. */
  readonly drainDelayMs: number
  readonly drainMs: number
}

export interface AdminAddress {
  readonly host: string
  readonly port: number
}

export const serverVariables = {
  HOST: z.string().default('127.0.0.1'),
  PORT: portNumber.default(4000),
  EXPLORER: flag.default(true),
  ADMIN_HOST: z.string().optional(),
  ADMIN_PORT: portNumber.optional(),
  CORS_ORIGINS: commaList.default([]),
  REQUEST_DEADLINE_MS: milliseconds.default(15_000),
  DRAIN_DELAY_MS: wholeNumber('milliseconds from 0 to 600000', 0, 600_000).default(0),
  DRAIN_MS: milliseconds.default(10_000),
}

type ServerValues = ValuesOf<typeof serverVariables>

export const serverRules: readonly Rule<ServerValues>[] = [
  {
    variable: 'ADMIN_PORT',
    holds: ({ ADMIN_PORT, PORT }) => ADMIN_PORT === undefined || ADMIN_PORT === 0 || ADMIN_PORT !== PORT,
    expected: 'another port than PORT, which is for everybody',
  },
  {
    variable: 'ADMIN_HOST',
    holds: ({ ADMIN_HOST, ADMIN_PORT }) => ADMIN_HOST === undefined || ADMIN_PORT !== undefined,
    expected: 'an address only with ADMIN_PORT',
  },
]

export function toServerConfig(values: ServerValues): ServerConfig {
  return {
    host: values.HOST,
    port: values.PORT,
    explorer: values.EXPLORER,
    admin:
      values.ADMIN_PORT === undefined
        ? undefined
        : { host: values.ADMIN_HOST ?? '127.0.0.1', port: values.ADMIN_PORT },
    corsOrigins: values.CORS_ORIGINS,
    requestDeadlineMs: values.REQUEST_DEADLINE_MS,
    drainDelayMs: values.DRAIN_DELAY_MS,
    drainMs: values.DRAIN_MS,
  }
}
