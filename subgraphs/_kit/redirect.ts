import type { Dispatcher } from 'undici'
import { FeedFormatError } from './feedFormats.ts'

export const MAX_REDIRECTS = 5
const REDIRECTS = new Set([301, 302, 303, 307, 308])

/**
 * Where an answer sends us, or null where it sends us nowhere. A source may move within its site; it may not send us to
 * another, least of all to an address inside our own network.
 */
export function followRedirect(
  { statusCode, headers }: Pick<Dispatcher.ResponseData, 'statusCode' | 'headers'>,
  from: URL,
): URL | null {
  if (!REDIRECTS.has(statusCode)) return null
  const location = String(headers.location ?? '')
  const target = URL.canParse(location, from.href) ? new URL(location, from) : null
  if (target && location !== '' && isSameSite(from, target)) return target
  throw new FeedFormatError(
    'a redirect within the same site',
    target ? 'one to another' : 'one to no address',
  )
}

/** The same host and port, or the secure form of it; a name below or above it on the ports that names have. */
function isSameSite(from: URL, target: URL): boolean {
  const keepsSecure = target.protocol === from.protocol || target.protocol === 'https:'
  const usualPorts = from.port === '' && target.port === ''
  const samePort = target.port === from.port && target.protocol === from.protocol
  if (!keepsSecure || !/^https?:$/.test(target.protocol)) return false
  if (target.hostname === from.hostname) return samePort || usualPorts
  return usualPorts && (isBelow(target.hostname, from.hostname) || isBelow(from.hostname, target.hostname))
}

function isBelow(name: string, parent: string): boolean {
  return parent.includes('.') && name.endsWith(`.${parent}`)
}
