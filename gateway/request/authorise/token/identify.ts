import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { ClientError } from '../../../errors.ts'
import { ANONYMOUS, type Caller } from '../caller.ts'
import type { Trust } from './issuers.ts'
import type { Refusal, TokenVerifier, Verified } from './verify.ts'

/** The `Authorization` headers of a request, each as it came: more than one is a contradiction. */
export type AuthorizationHeaders = readonly string[]

export type Identify = (headers: AuthorizationHeaders) => Promise<Caller>

const REMEMBERED_TOKENS = 10_000
/** So long, once its issuer's list is read again without it, tokens that a key signed are still believed. */
const REMEMBERED_AT_MOST_MS = 5 * 60_000
/** Short, for what is refused now may be right soon: keys that could not be read, a clock that was early. */
const REFUSAL_REMEMBERED_MS = 2_000

/** Who asks. No token is an anonymous caller; a bad one is refused (401), or anonymous where the trust says so. */
export function createIdentify(
  verify: TokenVerifier,
  badToken: Trust['badToken'],
  now: () => number,
): Identify {
  const remembered = new LRUCache<string, Remembered>({ max: REMEMBERED_TOKENS })

  const judgeOnce = async (token: string): Promise<Verified | Refusal> => {
    // A digest: the memory holds no usable token, and no two tokens share a key.
    const key = hash('sha256', token, 'base64')
    const known = remembered.get(key)
    if (known !== undefined && now() < known.until) return known
    const begun = now()
    const verdict = await verify(token)
    // Tokens of anybody's making would push out those that were worth the work.
    if ('caller' in verdict || verdict.wasVerified === true)
      remembered.set(key, { ...verdict, until: untilOf(verdict, begun) })
    return verdict
  }

  const identifyByToken: Identify = async (headers) => {
    const token = readBearer(headers)
    const outcome = typeof token === 'string' ? await judgeOnce(token) : token
    if ('caller' in outcome) return outcome.caller
    if (badToken === 'anonymous') return ANONYMOUS
    throw new ClientError(
      'UNAUTHENTICATED',
      `The token is not accepted. ${outcome.refusal}`,
      {},
      outcome.cause,
    )
  }

  return (headers) => (headers.length === 0 ? NOBODY : identifyByToken(headers))
}

/** Most who ask are this one; a promise for each of them would be a good part of what access costs them. */
const NOBODY: Promise<Caller> = Promise.resolve(ANONYMOUS)

/** What came of a token, believed or not, and until when that holds. */
type Remembered = { readonly until: number } & (Verified | Refusal)

/** A refusal is remembered as well, so that a bad token sent over and over costs no signature each time. */
function untilOf(verdict: Verified | Refusal, now: number): number {
  return 'refusal' in verdict
    ? now + REFUSAL_REMEMBERED_MS
    : Math.min(verdict.expiresAt * 1000, now + REMEMBERED_AT_MOST_MS)
}

function readBearer(headers: AuthorizationHeaders): string | Refusal {
  const [header] = headers
  if (header === undefined || headers.length > 1)
    return { refusal: 'More than one Authorization header came.' }
  const token = /^Bearer +([\w.~+/=-]+) *$/i.exec(header)?.[1]
  return token ?? { refusal: 'Expected "Authorization: Bearer" and one token.' }
}
