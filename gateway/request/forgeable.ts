import type { IncomingHttpHeaders } from 'node:http'
import { isAllowedOrigin } from './cors.ts'

const OWN_SITES: ReadonlySet<string | undefined> = new Set([undefined, 'same-origin', 'none'])

/**
 * Whether a foreign page could have made a browser send this GET in the name of its user, or learn from it. Not without
 * any credential, which all that the graph opens to a user needs, as long as the page is our own, one that may read
 * answers anyway, or no page at all; browsers since 2023 say which.
 */
export function isForgeable(origins: readonly string[], headers: IncomingHttpHeaders): boolean {
  if (headers.cookie !== undefined || headers.authorization !== undefined) return true
  return !OWN_SITES.has(siteOf(headers)) && !isAllowedOrigin(origins, headers.origin)
}

function siteOf(headers: IncomingHttpHeaders): string | undefined {
  const site = headers['sec-fetch-site']
  return Array.isArray(site) ? site.join() : site
}
