import { createHash } from 'node:crypto'
import type { Kept } from '../cache/caching.ts'
import type { HttpRequest } from '../http.ts'
import type { Answer } from './respond.ts'

/** What decides whether others than the gateway may keep an answer. */
export interface FreshnessFacts {
  /** How long the parts of the answer hold; undefined when some of them may not be kept. */
  readonly holds: Kept | undefined
  /** Whether another caller could get another answer. */
  readonly dependsOnCaller: boolean
  readonly isMutation: boolean
  readonly hasErrors: boolean
  /** Names of client headers that travel to subgraphs, which may answer differently by them. */
  readonly forwarded: readonly string[]
  /** Milliseconds since 1970. */
  readonly now: number
}

/**
 * Says on the answer how long it may be kept and by whom, and answers 304 to a client that has it already. An answer
 * that says nothing is not to be stored by anybody.
 */
export function stateFreshness(answer: Answer, request: HttpRequest, facts: FreshnessFacts): Answer {
  const { holds, dependsOnCaller, isMutation, hasErrors } = facts
  if (holds === undefined || isMutation || hasErrors) return answer
  const isPrivate = dependsOnCaller || holds.isPersonal
  const headers = new Map(answer.headers)
  const maxAge = secondsOf(holds.freshUntil - holds.bornAt)
  headers.set('cache-control', `${isPrivate ? 'private' : 'public'}, max-age=${maxAge}`)
  // A cache counts from when the oldest part was made (RFC 9111, 4.2.3).
  headers.set('age', String(Math.max(0, Math.ceil((facts.now - holds.bornAt) / 1_000))))
  headers.set('vary', listVarying(isPrivate, facts.forwarded))
  if (request.method !== 'GET') return { ...answer, headers }
  const tag = `"${createHash('sha256').update(answer.mediaType).update(answer.body).digest('base64url')}"`
  headers.set('etag', tag)
  return matches(request.headers['if-none-match'], tag)
    ? { ...answer, status: 304, body: NO_BODY, headers }
    : { ...answer, headers }
}

/** The media type is the client's choice in any case. */
function listVarying(isPrivate: boolean, forwarded: readonly string[]): string {
  const own = isPrivate ? ['Accept', 'Authorization'] : ['Accept']
  const known = own.map((name) => name.toLowerCase())
  return [...own, ...forwarded.filter((name) => !known.includes(name))].join(', ')
}

const NO_BODY = Buffer.alloc(0)

function secondsOf(milliseconds: number): number {
  return Math.max(0, Math.floor(milliseconds / 1_000))
}

/** RFC 9110, 13.1.2: any of a list, compared weakly; `*` is whatever there is. */
function matches(condition: string | undefined, tag: string): boolean {
  if (condition === undefined) return false
  return condition.split(',').some((one) => ['*', tag].includes(one.trim().replace(/^W\//, '')))
}
