import type { IncomingHttpHeaders } from 'node:http'

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
const REMEMBERED_CLIENTS = 2_000

export const UNNAMED: UseClient = createClient('', '', false)
/** Stands for clients beyond the number that is told apart in a day. */
export const OTHER_CLIENT: UseClient = createClient('other', '', false)

/**
 * Reads who asks: `apollographql-client-name` and `-version`, or `graphql-client-…`, else the token's `azp` or
 * `client_id`. Anybody can write any name into a header, so only a name that the token has too is verified. Clients met
 * lately are remembered by what they sent, for to clean a text costs more than all the rest.
 */
export function createReadClient(): ReadClient {
  const byName = new Map<string, Map<string, Map<string, UseClient>>>()
  let remembered = 0

  return (headers, caller) => {
    const claimed = textOf(headers['apollographql-client-name'] ?? headers['graphql-client-name'])
    const issued =
      caller.kind === 'anonymous' ? '' : textOf(caller.claims?.['azp'] ?? caller.claims?.['client_id'])
    if (claimed === '' && issued === '') return UNNAMED
    const version = textOf(headers['apollographql-client-version'] ?? headers['graphql-client-version'])
    const known = byName.get(claimed)?.get(version)?.get(issued)
    if (known !== undefined) return known
    const client = readClient(claimed, version, issued)
    if (Math.max(claimed.length, version.length, issued.length) > MAX_LENGTH) return client
    if (remembered >= REMEMBERED_CLIENTS) {
      byName.clear()
      remembered = 0
    }
    remembered++
    const byVersion = byName.get(claimed) ?? new Map<string, Map<string, UseClient>>()
    const byIssued = byVersion.get(version) ?? new Map<string, UseClient>()
    byName.set(claimed, byVersion.set(version, byIssued.set(issued, client)))
    return client
  }
}

function readClient(claimed: string, version: string, issued: string): UseClient {
  const verified = cleanText(issued)
  const name = cleanText(claimed) || verified
  return name === '' ? UNNAMED : createClient(name, cleanText(version), name === verified)
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
