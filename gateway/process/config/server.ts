import { z } from 'zod'
import { commaList, portNumber, wholeNumber } from '../../../kit/config.ts'
import { USUAL_CONNECTION_LIMITS, type ConnectionLimits } from '../../../kit/serve.ts'
import type { CorsSettings } from '../../request/cors.ts'
import { milliseconds } from './formats.ts'
import type { ValuesOf } from './rule.ts'

/** Where the gateway listens, to which pages it answers, and how long it takes. */
export interface ServerConfig {
  readonly host: string
  readonly port: number
  readonly cors: CorsSettings
  readonly requestDeadlineMs: number
  readonly drainMs: number
  readonly connections: ConnectionLimits
}

const headerNames = commaList
  .transform((names) => names.map((name) => name.toLowerCase()))
  .refine((names) => names.every((name) => /^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(name)), {
    error: 'names of headers separated by commas',
  })

export const serverVariables = {
  HOST: z.string().default('127.0.0.1'),
  PORT: portNumber.default(4000),
  CORS_ORIGINS: commaList
    .refine((origins) => origins.every(isOrigin), {
      error: '* or origins as browsers send them, such as https://a.example, separated by commas',
    })
    .default([]),
  CORS_ALLOWED_HEADERS: headerNames.default([
    'authorization',
    'content-type',
    'x-request-id',
    'x-purpose',
    'x-explain',
    'x-list',
    'x-provenance',
    'apollo-require-preflight',
    'apollographql-client-name',
    'apollographql-client-version',
    'traceparent',
  ]),
  CORS_EXPOSED_HEADERS: headerNames.default([
    'x-request-id',
    'etag',
    'age',
    'ratelimit',
    'ratelimit-policy',
    'retry-after',
    'x-graphql-errors',
  ]),
  CORS_MAX_AGE_SECONDS: wholeNumber('seconds from 0 to 86400', 0, 86_400).default(3_600),
  REQUEST_DEADLINE_MS: milliseconds.default(15_000),
  DRAIN_MS: milliseconds.default(10_000),
  KEEP_ALIVE_MS: milliseconds.default(USUAL_CONNECTION_LIMITS.keepAliveMs),
  HEADERS_TIMEOUT_MS: milliseconds.default(USUAL_CONNECTION_LIMITS.headersMs),
  REQUEST_TIMEOUT_MS: milliseconds.default(USUAL_CONNECTION_LIMITS.requestMs),
  MAX_CONNECTIONS: wholeNumber('a whole number from 1 to 1000000', 1, 1_000_000).default(
    USUAL_CONNECTION_LIMITS.max,
  ),
}

function isOrigin(text: string): boolean {
  return text === '*' || text === 'null' || /^[a-z][a-z0-9+.-]*:\/\/[^\s/?#@]+$/.test(text)
}

export function toServerConfig(values: ValuesOf<typeof serverVariables>): ServerConfig {
  return {
    host: values.HOST,
    port: values.PORT,
    cors: {
      origins: values.CORS_ORIGINS,
      allowedHeaders: values.CORS_ALLOWED_HEADERS,
      exposedHeaders: values.CORS_EXPOSED_HEADERS,
      maxAgeSeconds: values.CORS_MAX_AGE_SECONDS,
    },
    requestDeadlineMs: values.REQUEST_DEADLINE_MS,
    drainMs: values.DRAIN_MS,
    connections: {
      keepAliveMs: values.KEEP_ALIVE_MS,
      headersMs: values.HEADERS_TIMEOUT_MS,
      requestMs: values.REQUEST_TIMEOUT_MS,
      // While an answer is made nothing is sent, and none takes longer than its deadline.
      stalledMs: values.REQUEST_DEADLINE_MS + values.REQUEST_TIMEOUT_MS,
      max: values.MAX_CONNECTIONS,
    },
  }
}
