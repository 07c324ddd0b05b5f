import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { ClientError } from '../../../errors.ts'
import { ANONYMOUS, type Caller } from '../caller.ts'
import type { Trust } from './issuers.ts'
import { TokenError, type TokenVerifier, type Verified } from './verify.ts'

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

  const recall = async (token: string): Promise<Caller> => {
    // A digest: the memory holds no usable token, and no two tokens share a key.
    const key = createHash('sha256').update(token).digest('base64')
    const known = remembered.get(key)
    if (known === undefined || now() >= known.until) {
      const outcome = await judge(verify, token, now())
      remembered.set(key, outcome)
      return callerOf(outcome)
    }
    return callerOf(known)
  }

  const identifyByToken: Identify = async (headers) => {
    try {
      return await recall(readBearer(headers))
    } catch (error) {
      if (!(error instanceof TokenError)) throw error
      if (badToken === 'anonymous') return ANONYMOUS
      throw new ClientError('UNAUTHENTICATED', `The token is not accepted. ${error.message}`, {}, error)
    }
  }

  return (headers) => (headers.length === 0 ? NOBODY : identifyByToken(headers))
}

/** Most who ask are this one; a promise for each of them would be a good part of what access costs them. */
const NOBODY: Promise<Caller> = Promise.resolve(ANONYMOUS)

/** What came of a token, believed or not, and until when that holds. */
type Remembered = { readonly until: number } & (Pick<Verified, 'caller'> | { readonly refusal: TokenError })

/** A refusal is remembered as well, so that a bad token sent over and over costs no signature each time. */
async function judge(verify: TokenVerifier, token: string, now: number): Promise<Remembered> {
  try {
    const { caller, expiresAt } = await verify(token)
    return { caller, until: Math.min(expiresAt * 1000, now + REMEMBERED_AT_MOST_MS) }
  } catch (error) {
    if (!(error instanceof TokenError)) throw error
    return { refusal: error, until: now + REFUSAL_REMEMBERED_MS }
  }
}

function callerOf(remembered: Remembered): Caller {
  if ('refusal' in remembered) throw remembered.refusal
  return remembered.caller
}

function readBearer(headers: AuthorizationHeaders): string {
  const [header] = headers
  if (header === undefined || headers.length > 1)
    throw new TokenError('More than one Authorization header came.')
  const token = /^Bearer +([\w.~+/=-]+) *$/i.exec(header)?.[1]
  if (token === undefined) throw new TokenError('Expected "Authorization: Bearer" and one token.')
  return token
}
