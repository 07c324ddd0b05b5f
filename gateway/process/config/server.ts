import { z } from 'zod'
import { commaList, portNumber, wholeNumber } from '../../../kit/config.ts'
import { USUAL_CONNECTION_LIMITS, type ConnectionLimits } from '../../../kit/serve.ts'
import type { CorsSettings } from '../../request/cors.ts'
import { flag, milliseconds } from './formats.ts'
import type { Rule, ValuesOf } from './rule.ts'

/** Where the gateway listens, to which pages it answers, and how long it takes. */
export interface ServerConfig {
  readonly host: string
  readonly port: number
  /** Whether the explorer of Macao's graph is served at `/`. */
  readonly explorer: boolean
  /** A file that lies under the maps of the explorer; undefined for the ground that the graph itself makes. */
  readonly mapGround: string | undefined
  /** Where it answers those who run it; undefined where it answers them as it answers everybody. */
  readonly admin: AdminAddress | undefined
  readonly cors: CorsSettings
  /** The address that readers know, without a trailing slash; undefined for the one that each request names. */
  readonly publicUrl: string | undefined
  /** Whether the catalogue, the tables and all that stands somewhere are described to everybody. */
  readonly openData: boolean
  readonly requestDeadlineMs: number
  /** How long it is not ready before it takes no new connections. */
  readonly drainDelayMs: number
  readonly drainMs: number
  readonly connections: ConnectionLimits
}

export interface AdminAddress {
  readonly host: string
  readonly port: number
}

export const serverVariables = {
  HOST: z.string().default('127.0.0.1'),
  PORT: portNumber.default(4000),
  EXPLORER: flag.default(true),
  MAP_GROUND: z.string().optional(),
  ADMIN_HOST: z.string().optional(),
  ADMIN_PORT: portNumber.optional(),
  CORS_ORIGINS: commaList.default([]),
  CORS_ALLOWED_HEADERS: commaList.default([
    'authorization',
    'content-type',
    'x-request-id',
    'x-purpose',
    'x-explain',
    'x-list',
    'x-provenance',
    'last-event-id',
    'apollo-require-preflight',
    'apollographql-client-name',
    'apollographql-client-version',
    'traceparent',
  ]),
  CORS_EXPOSED_HEADERS: commaList.default([
    'x-request-id',
    'etag',
    'age',
    'ratelimit',
    'ratelimit-policy',
    'retry-after',
    'x-graphql-errors',
  ]),
  CORS_MAX_AGE_SECONDS: wholeNumber('seconds from 0 to 86400', 0, 86_400).default(3_600),
  CORS_TABLES: flag.optional(),
  PUBLIC_URL: z.string().optional(),
  OPEN_DATA: flag.optional(),
  REQUEST_DEADLINE_MS: milliseconds.default(15_000),
  DRAIN_DELAY_MS: wholeNumber('milliseconds from 0 to 600000', 0, 600_000).default(0),
  DRAIN_MS: milliseconds.default(10_000),
  KEEP_ALIVE_MS: milliseconds.default(USUAL_CONNECTION_LIMITS.keepAliveMs),
  HEADERS_TIMEOUT_MS: milliseconds.default(USUAL_CONNECTION_LIMITS.headersMs),
  REQUEST_TIMEOUT_MS: milliseconds.default(USUAL_CONNECTION_LIMITS.requestMs),
  MAX_CONNECTIONS: wholeNumber('a whole number from 1 to 1000000', 1, 1_000_000).default(
    USUAL_CONNECTION_LIMITS.max,
  ),
}

/** A token (RFC 9110, 5.6.2). */
function isHeaderName(text: string): boolean {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(text)
}

function isOrigin(text: string): boolean {
  return text === '*' || text === 'null' || /^[a-z][a-z0-9+.-]*:\/\/[^\s/?#@]+$/.test(text)
}

function isPublicUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:\/\/[^\s"<>\\^`{|}?#@]+$/.test(text)
}

type ServerValues = ValuesOf<typeof serverVariables>

export const serverRules: readonly Rule<ServerValues>[] = [
  {
    variable: 'CORS_ORIGINS',
    holds: ({ CORS_ORIGINS }) => CORS_ORIGINS.every(isOrigin),
    expected: '* or origins as browsers send them, such as https://a.example, separated by commas',
  },
  {
    variable: 'CORS_ALLOWED_HEADERS',
    holds: ({ CORS_ALLOWED_HEADERS }) => CORS_ALLOWED_HEADERS.every(isHeaderName),
    expected: 'names of headers separated by commas',
  },
  {
    variable: 'CORS_EXPOSED_HEADERS',
    holds: ({ CORS_EXPOSED_HEADERS }) => CORS_EXPOSED_HEADERS.every(isHeaderName),
    expected: 'names of headers separated by commas',
  },
  {
    variable: 'PUBLIC_URL',
    holds: ({ PUBLIC_URL }) => PUBLIC_URL === undefined || isPublicUrl(PUBLIC_URL),
    expected: 'an address such as https://data.example.org, without a query',
  },
  {
    variable: 'MAP_GROUND',
    holds: ({ MAP_GROUND }) => MAP_GROUND === undefined || /\.(?:pmtiles|geojson)$/i.test(MAP_GROUND),
    expected: 'a file whose name ends in .pmtiles or .geojson',
  },
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
    mapGround: values.MAP_GROUND,
    admin:
      values.ADMIN_PORT === undefined
        ? undefined
        : { host: values.ADMIN_HOST ?? '127.0.0.1', port: values.ADMIN_PORT },
    cors: {
      origins: values.CORS_ORIGINS,
      allowedHeaders: values.CORS_ALLOWED_HEADERS.map((name) => name.toLowerCase()),
      exposedHeaders: values.CORS_EXPOSED_HEADERS.map((name) => name.toLowerCase()),
      maxAgeSeconds: values.CORS_MAX_AGE_SECONDS,
      opensTables: values.CORS_TABLES ?? values.CORS_ORIGINS.length === 0,
    },
    publicUrl: values.PUBLIC_URL?.replace(/\/+$/, ''),
    openData: values.OPEN_DATA ?? values.CORS_TABLES ?? values.CORS_ORIGINS.length === 0,
    requestDeadlineMs: values.REQUEST_DEADLINE_MS,
    drainDelayMs: values.DRAIN_DELAY_MS,
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
