import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { GatewayError } from '../../errors.ts'
import { ANONYMOUS, type Caller } from '../caller.ts'
import type { Trust } from './issuers.ts'
import type { TokenRefusal, TokenVerifier, Verified } from './verify.ts'

/** The `Authorization` headers of a request, each as it came: more than one is a contradiction. */
export type AuthorizationHeaders = readonly string[]

/** At once where the caller is known from before: a promise would be a good part of what that costs. */
export type Identify = (headers: AuthorizationHeaders, connection: object) => Caller | Promise<Caller>

const REMEMBERED_TOKENS = 10_000
/** So long, once its issuer's list is read again without it, tokens that a key signed are still believed. */
const REMEMBERED_AT_MOST_MS = 5 * 60_000
/** Short, for what is refused now may be right soon: a key that is yet to be published, a clock that was early. */
const REFUSAL_REMEMBERED_MS = 2_000
/** An issuer's keys are asked for again within seconds of a failure. */
const KEYS_RETRY_SECONDS = 2

/**
 * Identifies the caller of a request. No token is an anonymous caller; a bad one is refused (401), one that cannot be
 * checked now too (503), or both are anonymous where the trust says so.
 */
export function createIdentify(
  verify: TokenVerifier,
  badToken: Trust['badToken'],
  now: () => number,
): Identify {
  const remembered = new LRUCache<string, Judged>({ max: REMEMBERED_TOKENS })

  /**
   * The last token of each connection, for as long as it is open: a client mostly sends the same token again, and to
   * look it up by its digest is a good part of the cost of a cached answer.
   */
  const latest = new WeakMap<object, { readonly token: string; readonly judged: Judged }>()

  const judge = async (token: string): Promise<Judged> => {
    // A digest: this memory, which outlives connections, holds no usable token, and no two tokens share a key.
    const key = hash('sha256', token, 'base64')
    const known = remembered.get(key)
    if (known !== undefined && holdsAt(known, now())) return known
    const begun = now()
    const verdict = await verify(token)
    const judged = { verdict, from: begun, until: untilOf(verdict, begun) }
    // Tokens of anybody's making would push out those that were worth the work.
    if ('caller' in verdict || verdict.wasVerified === true) remembered.set(key, judged)
    return judged
  }

  const judgeOn = async (connection: object, token: string): Promise<Caller> => {
    const judged = await judge(token)
    latest.set(connection, { token, judged })
    return callerOf(judged.verdict)
  }

  const callerOf = (verdict: Verified | TokenRefusal): Caller => {
    if ('caller' in verdict) return verdict.caller
    if (badToken === 'anonymous') return ANONYMOUS
    // Not 401: the token may be good, and whoever is told to get a new one gets none from an issuer that is away.
    if (verdict.isKeyless)
      throw new GatewayError(
        'KEYS_UNAVAILABLE',
        `The token cannot be checked. ${verdict.refusal}`,
        { retryAfter: KEYS_RETRY_SECONDS },
        verdict.cause,
      )
    throw new GatewayError(
      'UNAUTHENTICATED',
      `The token is not accepted. ${verdict.refusal}`,
      {},
      verdict.cause,
    )
  }

  return (headers, connection) => {
    if (headers.length === 0) return ANONYMOUS
    const token = readBearer(headers)
    if (typeof token !== 'string') return callerOf(token)
    const last = latest.get(connection)
    const isSame = last?.token === token && holdsAt(last.judged, now())
    return isSame ? callerOf(last.judged.verdict) : judgeOn(connection, token)
  }
}

/** The verdict on a token, and when it holds: not before it was given either, for a clock may be set back. */
interface Judged {
  readonly verdict: Verified | TokenRefusal
  readonly from: number
  readonly until: number
}

function holdsAt({ from, until }: Judged, now: number): boolean {
  return from <= now && now < until
}

/**
 * A refusal is remembered as well, so that a bad token sent over and over costs no signature each time; not so one for want
 * of keys, which may be there the next moment.
 */
function untilOf(verdict: Verified | TokenRefusal, now: number): number {
  if ('refusal' in verdict && verdict.isKeyless) return now
  return 'refusal' in verdict
    ? now + REFUSAL_REMEMBERED_MS
    : Math.min(verdict.expiresAt * 1000, now + REMEMBERED_AT_MOST_MS)
}

function readBearer(headers: AuthorizationHeaders): string | TokenRefusal {
  const [header] = headers
  if (header === undefined || headers.length > 1)
    return { refusal: 'More than one Authorization header came.' }
  const token = /^Bearer +([\w.~+/=-]+) *$/i.exec(header)?.[1]
  return token ?? { refusal: 'Expected "Authorization: Bearer" and one token.' }
}
