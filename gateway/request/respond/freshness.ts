import { createHash } from 'node:crypto'
import type { Validity } from '../../cache/caching.ts'
import type { HttpRequest } from '../http.ts'

/** The facts that decide whether clients and proxies may store an answer. */
export interface FreshnessFacts {
  /** How long the parts of the answer are valid; undefined when some of them are not stored. */
  readonly validity: Validity | undefined
  /** Whether another caller could get another answer. */
  readonly dependsOnCaller: boolean
  readonly isMutation: boolean
  readonly hasErrors: boolean
  /** Names of client headers that are forwarded to subgraphs, whose responses may vary by them. */
  readonly forwarded: readonly string[]
  /** Milliseconds since 1970. */
  readonly now: number
}

/**
 * Writes `Cache-Control`, `Age` and `Vary` into the headers of an answer, and `ETag` into those of a GET. An answer without
 * them is sent as `no-store`.
 */
export function stateFreshness(
  headers: Record<string, string>,
  body: Buffer,
  { method, mediaType }: Pick<HttpRequest, 'method' | 'mediaType'>,
  facts: FreshnessFacts,
): void {
  const { validity, dependsOnCaller, isMutation, hasErrors } = facts
  if (validity === undefined || isMutation || hasErrors) return
  const isPrivate = dependsOnCaller || validity.isPersonal
  const maxAge = wholeSecondsOf(validity.freshUntil - validity.bornAt)
  headers['cache-control'] = `${isPrivate ? 'private' : 'public'}, max-age=${maxAge}`
  // A cache counts from when the oldest part was made (RFC 9111, 4.2.3).
  headers['age'] = String(Math.max(0, Math.ceil((facts.now - validity.bornAt) / 1_000)))
  headers['vary'] = listVarying(isPrivate, facts.forwarded)
  if (method === 'GET')
    headers['etag'] = `"${createHash('sha256').update(mediaType).update(body).digest('base64url')}"`
}

/** The media type, and whether provenance is told, are the client's choice in any case. */
function listVarying(isPrivate: boolean, forwarded: readonly string[]): string {
  const own = isPrivate ? 'Accept, X-Provenance, Authorization' : 'Accept, X-Provenance'
  if (forwarded.length === 0) return own
  const isOwn = (name: string) => OWN.has(name) || (isPrivate && name === 'authorization')
  return [own, ...forwarded.filter((name) => !isOwn(name))].join(', ')
}

const OWN: ReadonlySet<string> = new Set(['accept', 'x-provenance'])

function wholeSecondsOf(milliseconds: number): number {
  return Math.max(0, Math.floor(milliseconds / 1_000))
}
