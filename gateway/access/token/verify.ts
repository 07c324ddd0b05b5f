import { errors, jwtVerify, type JWTPayload } from 'jose'
import type { Environment } from '../../../kit/config.ts'
import type { Caller } from '../caller.ts'
import type { Issuer, Trust } from './issuers.ts'
import { createKeyFinder, type KeyFinder } from './keys.ts'

/**
 * Why a token is not believed; it helps the holder of the token and tells nothing of keys or other tokens. Returned rather
 * than thrown: anybody can send a gateway bad tokens, and a stack trace for each would cost more than the answer.
 */
export interface TokenRefusal {
  readonly refusal: string
  readonly cause?: unknown
  /** Whether that took more than a look at the token. */
  readonly wasVerified?: boolean
}

export interface Verified {
  readonly caller: Caller
  /** Seconds since 1970 after which the token counts no more, its leeway included. */
  readonly expiresAt: number
}

export type TokenVerifier = (token: string) => Promise<Verified | TokenRefusal>

const LEEWAY_SECONDS = 60

/** Verifies a token against the issuer that it names. `now` is in milliseconds. */
export function createTokenVerifier(
  trust: Trust,
  environment: Environment,
  now: () => number,
): TokenVerifier {
  const known = new Map(
    trust.issuers.map((issuer) => [
      issuer.issuer,
      { issuer, keys: createKeyFinder(issuer, environment, now) },
    ]),
  )
  return async (token) => {
    const claimed = readIssuer(token)
    if (typeof claimed !== 'string') return claimed
    const found = known.get(claimed)
    if (!found) return { refusal: 'Its issuer is not one that this gateway trusts.' }
    return verifySignature(token, found.issuer, found.keys, now)
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
  issuer: Issuer,
  keys: KeyFinder,
  now: () => number,
): Promise<Verified | TokenRefusal> {
  try {
    const { payload } = await jwtVerify(token, keys.find, {
      algorithms: keys.algorithms,
      issuer: issuer.issuer,
      ...(issuer.audience ? { audience: issuer.audience } : {}),
      requiredClaims: ['exp', 'sub'],
      clockTolerance: LEEWAY_SECONDS,
      currentDate: new Date(now()),
    })
    if (isFromTheFuture(payload, now))
      return { refusal: 'Its "iat" claim lies in the future.', wasVerified: true }
    return { caller: toCaller(payload, issuer), expiresAt: (payload.exp ?? 0) + LEEWAY_SECONDS }
  } catch (cause) {
    return { refusal: describeTokenFault(cause), cause, wasVerified: true }
  }
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
  return 'The keys of its issuer could not be read; try again later.'
}

function isFromTheFuture({ iat }: JWTPayload, now: () => number): boolean {
  return iat !== undefined && iat > now() / 1000 + LEEWAY_SECONDS
}

function toCaller(payload: JWTPayload, issuer: Issuer): Caller {
  const scopes = readScopes(payload[issuer.scopeClaim])
  return {
    kind: 'verified',
    subject: payload.sub ?? '',
    issuer: issuer.issuer,
    scopes: new Set(issuer.scopes ? scopes.flatMap((scope) => issuer.scopes?.[scope] ?? []) : scopes),
    claims: payload,
  }
}

/** `scope` is a text with blanks between, `scp` and `scopes` are lists; issuers do not agree, so both forms are read. */
function readScopes(claim: unknown): readonly string[] {
  if (typeof claim === 'string') return claim.split(' ').filter((scope) => scope !== '')
  if (Array.isArray(claim)) return claim.filter((scope) => typeof scope === 'string')
  return []
}
