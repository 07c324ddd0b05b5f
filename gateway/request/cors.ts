import type { IncomingMessage, ServerResponse } from 'node:http'

/**
 * Lets pages of the configured origins read answers. Answers a preflight itself and returns true; credentials are
 * never allowed, since tokens travel in a header that a page sets by itself.
 */
export function answerCors(
  origins: readonly string[],
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const origin = request.headers.origin
  if (origin === undefined || origins.length === 0) return false
  response.setHeader('vary', 'Origin')
  const allowed = origins.includes('*') || origins.includes(origin)
  if (allowed) {
    response.setHeader('access-control-allow-origin', origin)
    response.setHeader('access-control-expose-headers', 'x-request-id')
  }
  if (request.method !== 'OPTIONS') return false
  if (allowed) {
    response.setHeader('access-control-allow-methods', 'GET, POST')
    response.setHeader(
      'access-control-allow-headers',
      'authorization, content-type, x-request-id, x-purpose, x-explain, apollo-require-preflight, ' +
        'apollographql-client-name, apollographql-client-version, graphql-client-name, graphql-client-version',
    )
    response.setHeader('access-control-max-age', '3600')
  }
  response.writeHead(204).end()
  return true
}
