import { isLoopback } from '../../kit/loopback.ts'
import type { SubgraphAddress, SubgraphSettings } from './settings.ts'

/** Where a subgraph is called. */
export interface Destination extends SubgraphAddress {
  /** Whether it may get the subgraph's secret, certificate and headers: whoever publishes an address would get them too. */
  readonly isListed: boolean
}

/** Addresses of subgraphs by their names, as a supergraph has them; '' where it has none. */
export type SupergraphAddresses = ReadonlyMap<string, string>

/**
 * The operator's addresses of a subgraph, else the one of the supergraph, else none. What the supergraph alone says is listed
 * where the operator has named its origin, or by `trustsLoopback` where it is on this machine.
 */
export function listDestinations(
  { addresses, origins }: Pick<SubgraphSettings, 'addresses' | 'origins'>,
  published: string | undefined,
  trustsLoopback: boolean,
): readonly Destination[] {
  if (addresses.length > 0) return addresses.map((address) => ({ ...address, isListed: true }))
  const address = published === undefined ? undefined : parseAddress(published)
  if (address === undefined) return []
  const { origin, hostname } = new URL(address.url)
  const isListed = origins.has(origin) || (trustsLoopback && isLoopback(hostname.replace(/^\[|\]$/g, '')))
  // Credentials in a supergraph are whoever's wrote it, and are nobody else's secret.
  return [{ ...address, isListed }]
}

/** Takes the credentials out of an address; undefined for what is no address of HTTP. */
export function parseAddress(text: string): SubgraphAddress | undefined {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) return undefined
  const url = new URL(text)
  const { username, password } = url
  url.username = ''
  url.password = ''
  const authorization = username === '' && password === '' ? undefined : basic(username, password)
  // As it was written, where it can be: what `URL` adds to it is of use to nobody.
  return { url: authorization === undefined ? text : url.href, authorization }
}

/** A sign % that begins no octet stands for itself, as it does for `URL`. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function basic(username: string, password: string): string {
  const credentials = `${decode(username)}:${decode(password)}`
  return `Basic ${Buffer.from(credentials).toString('base64')}`
}
