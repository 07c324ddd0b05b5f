import type { Caller } from '../access/caller.ts'
import { nameCaller } from '../cache/caching.ts'
import type { Connection } from './http.ts'

/** Names who asks: a caller with a token by it, anybody else by the address, of IPv6 the /64 that one household has. */
export function nameClient(caller: Caller, { remoteAddress = '' }: Connection): string {
  return nameCaller(caller) ?? networkOf(remoteAddress)
}

function networkOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address
  const [head = '', tail] = address.split('::')
  const groups = head === '' ? [] : head.split(':')
  const zeros = tail === undefined ? 0 : 8 - groups.length - (tail === '' ? 0 : tail.split(':').length)
  return [...groups, ...Array.from({ length: zeros }, () => '0')].slice(0, 4).join(':')
}
