import type { IncomingHttpHeaders } from 'node:http'
import { LRUCache } from 'lru-cache'

/** The program that asks, as it names itself. Equal clients have the same `key`. */
export interface UseClient {
  readonly key: string
  /** Empty where it does not say. */
  readonly name: string
  readonly version: string
  /** Whether the name is that of the client to which a token was issued. */
  readonly isVerified: boolean
}

/** The part of a caller that tells for which client its token was made. */
export interface ClaimingCaller {
  readonly kind: 'anonymous' | 'verified'
  readonly claims?: Readonly<Record<string, unknown>>
}

export type ReadClient = (headers: IncomingHttpHeaders, caller: ClaimingCaller) => UseClient

/** Characters; whatever a client writes beyond is not kept. */
const MAX_LENGTH = 100
const REMEMBERED_NAMES = 2_000

export const UNNAMED: UseClient = createClient('', '', false)
/** Stands for clients beyond the number that is told apart in a day. */
export const OTHER_CLIENT: UseClient = createClient('other', '', false)

/**
 * Reads who asks: `apollographql-client-name` and `-version`, or `graphql-client-…`, else the token's `azp` or
 * `client_id`. Anybody can write any name into a header, so only a name that the token has too is verified.
 */
export function createReadClient(): ReadClient {
  const remembered = new LRUCache<string, string>({ max: REMEMBERED_NAMES })
  const clients = new LRUCache<string, UseClient>({ max: REMEMBERED_NAMES })

  const clean = (raw: string): string => {
    if (raw === '' || raw.length > MAX_LENGTH) return cleanText(raw)
    const known = remembered.get(raw)
    if (known !== undefined) return known
    const cleaned = cleanText(raw)
    remembered.set(raw, cleaned)
    return cleaned
  }

  const recall = (name: string, version: string, isVerified: boolean): UseClient => {
    if (name === '' && version === '') return UNNAMED
    const key = keyOf(name, version, isVerified)
    const known = clients.get(key)
    if (known !== undefined) return known
    const client = createClient(name, version, isVerified)
    clients.set(key, client)
    return client
  }

  return (headers, caller) => {
    const claimed = textOf(headers['apollographql-client-name'] ?? headers['graphql-client-name'])
    if (claimed === '' && caller.kind === 'anonymous') return UNNAMED
    const version = textOf(headers['apollographql-client-version'] ?? headers['graphql-client-version'])
    const issued = clean(textOf(caller.claims?.['azp'] ?? caller.claims?.['client_id']))
    const name = clean(claimed) || issued
    return recall(name, clean(version), name !== '' && name === issued)
  }
}

function createClient(name: string, version: string, isVerified: boolean): UseClient {
  return Object.freeze({ key: keyOf(name, version, isVerified), name, version, isVerified })
}

function keyOf(name: string, version: string, isVerified: boolean): string {
  return `${isVerified ? 'verified' : 'claimed'}\n${name}\n${version}`
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** Without control and format characters and halves of surrogate pairs, which a terminal or a database would obey or refuse. */
function cleanText(raw: string): string {
  return raw.slice(0, MAX_LENGTH).replace(/\p{C}/gu, '').trim()
}
