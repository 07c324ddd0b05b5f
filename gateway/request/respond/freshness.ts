import { createHash } from 'node:crypto'
import type { Validity } from '../../cache/caching.ts'
import type { HttpRequest } from '../http.ts'
import type { Answer } from './answer.ts'

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
 * Adds `Cache-Control`, `Age` and `Vary` to the answer, and answers 304 to a client that has it already. An answer without
 * them is sent as `no-store`.
 */
export function stateFreshness(answer: Answer, request: HttpRequest, facts: FreshnessFacts): Answer {
  const { validity, dependsOnCaller, isMutation, hasErrors } = facts
  if (validity === undefined || isMutation || hasErrors) return answer
  const { status, mediaType, body } = answer
  const isPrivate = dependsOnCaller || validity.isPersonal
  const maxAge = wholeSecondsOf(validity.freshUntil - validity.bornAt)
  const headers = {
    ...answer.headers,
    'cache-control': `${isPrivate ? 'private' : 'public'}, max-age=${maxAge}`,
    // A cache counts from when the oldest part was made (RFC 9111, 4.2.3).
    age: String(Math.max(0, Math.ceil((facts.now - validity.bornAt) / 1_000))),
    vary: listVarying(isPrivate, facts.forwarded),
  }
  if (request.method !== 'GET') return { status, mediaType, body, headers }
  const etag = `"${createHash('sha256').update(mediaType).update(body).digest('base64url')}"`
  const tagged = { ...headers, etag }
  return matches(request.headers['if-none-match'], etag)
    ? { status: 304, mediaType, body: NO_BODY, headers: tagged }
    : { status, mediaType, body, headers: tagged }
}

/** The media type is the client's choice in any case. */
function listVarying(isPrivate: boolean, forwarded: readonly string[]): string {
  const own = isPrivate ? 'Accept, Authorization' : 'Accept'
  if (forwarded.length === 0) return own
  const isOwn = (name: string) => name === 'accept' || (isPrivate && name === 'authorization')
  return [own, ...forwarded.filter((name) => !isOwn(name))].join(', ')
}

const NO_BODY = Buffer.alloc(0)

function wholeSecondsOf(milliseconds: number): number {
  return Math.max(0, Math.floor(milliseconds / 1_000))
}

/** RFC 9110, 13.1.2: any of a list, compared weakly; `*` is whatever there is. */
function matches(condition: string | undefined, tag: string): boolean {
  if (condition === undefined) return false
  return condition.split(',').some((one) => ['*', tag].includes(one.trim().replace(/^W\//, '')))
}
