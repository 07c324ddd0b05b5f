import { isIP } from 'node:net'
import type { IncomingHttpHeaders } from 'node:http'
import type { Log } from '../../kit/log.ts'

export interface ProxySettings {
  /** How many proxies of ours a request passes; 0 where clients reach the gateway themselves. */
  readonly trustedProxyHops: number
  /** The one header in which they name whom they heard: the other one is whatever a client wrote. */
  readonly trustedProxyHeader: ProxyHeader
}

export const PROXY_HEADERS = ['x-forwarded-for', 'forwarded'] as const
export type ProxyHeader = (typeof PROXY_HEADERS)[number]

/** The address that a client is known by, its network's for IPv6: who has one address there has 2^64. */
export type AddressOf = (remoteAddress: string | undefined, headers: IncomingHttpHeaders) => string

export function createAddressOf(
  { trustedProxyHops: hops, trustedProxyHeader: header }: ProxySettings,
  log: Log,
): AddressOf {
  if (hops > 0)
    return (remoteAddress, headers) =>
      normaliseAddress(pickFromRight(listForwarded(headers, header), hops) ?? remoteAddress)
  let isTold = false
  return (remoteAddress, headers) => {
    if (!isTold && PROXY_HEADERS.some((name) => headers[name] !== undefined)) {
      isTold = true
      log.warn(
        'requests come with X-Forwarded-For or Forwarded, which anybody can write: set TRUSTED_PROXY_HOPS where proxies stand before the gateway, else all behind one of them share a budget',
      )
    }
    return normaliseAddress(remoteAddress)
  }
}

/** Each proxy adds whom it heard to the right. Where fewer came than we have proxies, one of them was passed by. */
function pickFromRight(addresses: readonly string[], hops: number): string | undefined {
  const picked = addresses[Math.max(0, addresses.length - hops)]
  return picked !== undefined && isIP(picked) !== 0 ? picked : undefined
}

function listForwarded(headers: IncomingHttpHeaders, header: ProxyHeader): readonly string[] {
  const value = headers[header]?.toString()
  if (value === undefined) return []
  return value.split(',').map(header === 'forwarded' ? readForwardedFor : withoutPort)
}

/** RFC 7239, section 4: `for=192.0.2.60;proto=http`, `for="[2001:db8::1]:4711"`. */
function readForwardedFor(element: string): string {
  const quoted = /(?:^|;)\s*for\s*=\s*("[^"]*"|[^;,\s]+)/i.exec(element)?.[1] ?? ''
  return withoutPort(quoted.replaceAll('"', ''))
}

function withoutPort(text: string): string {
  const address = text.trim()
  return /^\[([^\]]+)\](?::\d+)?$/.exec(address)?.[1] ?? address.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
}

/** IPv4 as it is, also where it is mapped into IPv6; of IPv6 the first 64 bits. */
export function normaliseAddress(address: string | undefined): string {
  if (address === undefined) return 'unknown'
  if (isIP(address) !== 6) return address
  const hextets = expand(address)
  const isMapped = hextets.slice(0, 5).every((hextet) => hextet === 0) && hextets[5] === 0xffff
  if (isMapped) {
    const [high = 0, low = 0] = hextets.slice(6)
    return [high >> 8, high & 255, low >> 8, low & 255].join('.')
  }
  return `${hextets
    .slice(0, 4)
    .map((hextet) => hextet.toString(16))
    .join(':')}::/64`
}

/** The eight groups of an IPv6 address that is one. */
function expand(address: string): readonly number[] {
  const plain = address
    .replace(/%.*$/, '')
    .replace(
      /(\d+)\.(\d+)\.(\d+)\.(\d+)$/,
      (_, ...parts: string[]) =>
        `${(Number(parts[0]) * 256 + Number(parts[1])).toString(16)}:${(Number(parts[2]) * 256 + Number(parts[3])).toString(16)}`,
    )
  const [before = [], after = []] = plain
    .split('::')
    .map((half) => half.split(':').filter((part) => part !== ''))
  const missing = Array.from({ length: 8 - before.length - after.length }, () => '0')
  return [...before, ...missing, ...after].map((part) => Number.parseInt(part, 16))
}
