import type { IncomingMessage, ServerResponse } from 'node:http'
import { addVary } from '../../kit/http/vary.ts'

export interface CorsSettings {
  /** Origins whose pages may read answers, or `*` for all. */
  readonly origins: readonly string[]
  /** Names of headers that such a page may send. */
  readonly allowedHeaders: readonly string[]
  /** Names of an answer's headers that it may read, besides those that any page may. */
  readonly exposedHeaders: readonly string[]
  /** How long a browser need not ask again. */
  readonly maxAgeSeconds: number
  /** Whether any page may read the tables that anybody may read. */
  readonly opensTables: boolean
}

/**
 * Lets pages of the configured origins read answers. Answers a preflight itself and returns true; credentials are
 * never allowed, since tokens travel in a header that a page sets by itself.
 */
export function answerCors(
  settings: CorsSettings,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  if (settings.origins.length === 0) return false
  const allowed = allowedOriginOf(settings.origins, request.headers.origin)
  // A cache must not give a page the answer that it holds for nobody's page, nor another page's.
  if (allowed !== '*') addVary(response, 'Origin')
  if (allowed !== undefined) {
    response.setHeader('access-control-allow-origin', allowed)
    if (settings.exposedHeaders.length > 0)
      response.setHeader('access-control-expose-headers', settings.exposedHeaders.join(', '))
  }
  if (!isPreflight(request)) return false
  if (allowed !== undefined) allowPreflight(settings, response)
  response.writeHead(204).end()
  return true
}

/** Whether pages of the origin may read answers. */
export function isAllowedOrigin(origins: readonly string[], origin: string | undefined): boolean {
  return allowedOriginOf(origins, origin) !== undefined && origin !== undefined
}

/** What an answer allows: `*` is the same for everybody, so that a cache needs one answer only. */
function allowedOriginOf(origins: readonly string[], origin: string | undefined): string | undefined {
  if (origins.includes('*')) return '*'
  return origin !== undefined && origins.includes(origin) ? origin : undefined
}

/**
 * The settings for a request to a saved query: who sends no token gets what anybody gets, and any page may read it. A
 * preflight that asks to send a token is refused all the same, since `authorization` is not among the headers.
 */
export function corsOfTables(settings: CorsSettings, { headers }: IncomingMessage): CorsSettings {
  const isAnonymous = headers.authorization === undefined && headers.cookie === undefined
  const isAllowed = allowedOriginOf(settings.origins, headers.origin) !== undefined
  if (!settings.opensTables || !isAnonymous || (isAllowed && headers.origin !== undefined)) return settings
  return {
    ...settings,
    origins: ['*'],
    allowedHeaders: ['x-list', 'x-request-id', 'range', 'if-range', 'if-none-match'],
    exposedHeaders: [...new Set([...settings.exposedHeaders, ...TABLE_HEADERS])],
  }
}

const TABLE_HEADERS = [
  'etag',
  'age',
  'content-range',
  'content-disposition',
  'link',
  'x-list',
  'x-lists',
  'x-graphql-errors',
  'x-missing-cells',
  'x-sample',
]

function isPreflight({ method, headers }: IncomingMessage): boolean {
  return (
    method === 'OPTIONS' &&
    headers.origin !== undefined &&
    headers['access-control-request-method'] !== undefined
  )
}

function allowPreflight({ allowedHeaders, maxAgeSeconds }: CorsSettings, response: ServerResponse): void {
  response.setHeader('access-control-allow-methods', 'GET, HEAD, POST')
  if (allowedHeaders.length > 0) response.setHeader('access-control-allow-headers', allowedHeaders.join(', '))
  response.setHeader('access-control-max-age', `${maxAgeSeconds}`)
}
