import { errors, jwtVerify, type JWTPayload } from 'jose'
import type { Environment } from '../../../kit/config.ts'
import type { Caller } from '../caller.ts'
import type { Issuer, Trust } from './issuers.ts'
import { createKeyFinder, type KeyFinder } from './keys.ts'
import { KeysUnavailable, type KeysReport } from './remoteKeys.ts'

/**
 * Why a token is not believed; it helps the holder of the token and tells nothing of keys or other tokens. Returned rather
 * than thrown: anybody can send a gateway bad tokens, and a stack trace for each would cost more than the answer.
 */
export interface TokenRefusal {
  readonly refusal: string
  readonly cause?: unknown
  /** Whether that took more than a look at the token. */
  readonly wasVerified?: boolean
  /** Whether nothing can be said of the token as long as the keys of its issuer cannot be read. */
  readonly isKeyless?: true
}

export interface Verified {
  readonly caller: Caller
  /** Seconds since 1970 after which the token counts no more, its leeway included. */
  readonly expiresAt: number
}

export type TokenVerifier = (token: string) => Promise<Verified | TokenRefusal>

export const LEEWAY_SECONDS = 60

/** An issuer, with what is made of its settings once. */
interface KnownIssuer {
  readonly issuer: Issuer
  readonly keys: KeyFinder
  /** The issuer's scope -> the graph's; undefined where they are taken as they are. */
  readonly scopes: ReadonlyMap<string, readonly string[]> | undefined
}

const REPORT_NOTHING: KeysReport = { opened: () => {}, failed: () => {}, recovered: () => {} }

/** Verifies a token against the issuer that it names. `now` is in milliseconds. */
export function createTokenVerifier(
  trust: Trust,
  environment: Environment,
  now: () => number,
  report: KeysReport = REPORT_NOTHING,
): TokenVerifier {
  const known = new Map(
    trust.issuers.map((issuer): [string, KnownIssuer] => [
      issuer.issuer,
      {
        issuer,
        keys: createKeyFinder(issuer, environment, now, report),
        scopes: issuer.scopes && new Map(Object.entries(issuer.scopes)),
      },
    ]),
  )
  return async (token) => {
    const claimed = readIssuer(token)
    if (typeof claimed !== 'string') return claimed
    const found = known.get(claimed)
    if (!found) return { refusal: 'Its issuer is not one that this gateway trusts.' }
    return verifySignature(token, found, now)
  }
}

const NO_TOKEN: TokenRefusal = { refusal: 'It is not a JSON Web Token.' }

/**
 * The issuer that the token claims; believed only once its keys have verified the token, which reads it again and more
 * strictly. Every token that nobody has sent before comes by here, those of no issuer that we know included.
 */
function readIssuer(token: string): string | TokenRefusal {
  try {
    const [, payload, signature, ...more] = token.split('.')
    if (payload === undefined || signature === undefined || more.length > 0) return NO_TOKEN
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString())
    if (typeof claims !== 'object' || claims === null || Array.isArray(claims)) return NO_TOKEN
    return 'iss' in claims && typeof claims.iss === 'string'
      ? claims.iss
      : { refusal: 'Its "iss" claim is not a text.' }
  } catch {
    return NO_TOKEN
  }
}

async function verifySignature(
  token: string,
  known: KnownIssuer,
  now: () => number,
): Promise<Verified | TokenRefusal> {
  const { issuer, keys } = known
  try {
    const { payload } = await jwtVerify(token, keys.find, {
      algorithms: keys.algorithms,
      issuer: issuer.issuer,
      ...(issuer.audience ? { audience: issuer.audience } : {}),
      requiredClaims: ['exp', 'sub'],
      clockTolerance: LEEWAY_SECONDS,
      currentDate: new Date(now()),
    })
    const fault = findClaimFault(payload, now)
    if (fault !== null) return { refusal: fault, wasVerified: true }
    return { caller: toCaller(payload, known), expiresAt: (payload.exp ?? 0) + LEEWAY_SECONDS }
  } catch (cause) {
    if (cause instanceof KeysUnavailable)
      return { refusal: 'The keys of its issuer could not be read; try again later.', cause, isKeyless: true }
    return { refusal: describeTokenFault(cause), cause, wasVerified: true }
  }
}

/** What is wrong with claims that are signed and in time; null where nothing is. */
function findClaimFault({ sub, exp, nbf, iat }: JWTPayload, now: () => number): string | null {
  // What the issuer has signed need not have the types that a claim should have.
  if (typeof sub !== 'string') return 'Its "sub" claim is not a text.'
  if (sub.trim() === '') return 'Its "sub" claim is empty.'
  for (const [name, time] of [
    ['exp', exp],
    ['nbf', nbf],
    ['iat', iat],
  ] as const)
    // JSON may state 1e400, which is read as Infinity.
    if (time !== undefined && !Number.isFinite(time)) return `Its "${name}" claim is not a finite number.`
  return isFromTheFuture(iat, now) ? 'Its "iat" claim lies in the future.' : null
}

function describeTokenFault(cause: unknown): string {
  if (cause instanceof errors.JWTExpired) return 'It has expired.'
  if (cause instanceof errors.JWTClaimValidationFailed) {
    return cause.reason === 'missing'
      ? `Its "${cause.claim}" claim is missing.`
      : `Its "${cause.claim}" claim is not accepted here.`
  }
  if (cause instanceof errors.JOSEAlgNotAllowed) return 'Its algorithm is not one that its issuer signs with.'
  if (cause instanceof errors.JWSSignatureVerificationFailed || cause instanceof errors.JWSInvalid)
    return 'Its signature is not valid.'
  if (cause instanceof errors.JWKSNoMatchingKey)
    return 'It is signed with a key that its issuer does not publish.'
  if (cause instanceof errors.JWKSMultipleMatchingKeys)
    return 'Several keys of its issuer fit it: expected a "kid" that names one.'
  if (cause instanceof errors.JWTInvalid) return 'Its claims are not a JSON object.'
  return 'It could not be verified.'
}

function isFromTheFuture(iat: number | undefined, now: () => number): boolean {
  return iat !== undefined && iat > now() / 1000 + LEEWAY_SECONDS
}

function toCaller(payload: JWTPayload, { issuer, scopes: mapped }: KnownIssuer): Caller {
  const scopes = readScopes(payload[issuer.scopeClaim])
  return {
    kind: 'verified',
    subject: payload.sub ?? '',
    issuer: issuer.issuer,
    scopes: new Set(mapped ? scopes.flatMap((scope) => mapped.get(scope) ?? []) : scopes),
    claims: payload,
  }
}

/** `scope` is a text with blanks between, `scp` and `scopes` are lists; issuers do not agree, so both forms are read. */
function readScopes(claim: unknown): readonly string[] {
  if (typeof claim === 'string') return claim.split(' ').filter((scope) => scope !== '')
  if (Array.isArray(claim)) return claim.filter((scope) => typeof scope === 'string')
  return []
}
