import { decodeJwt, errors, jwtVerify, type JWTPayload } from 'jose'
import type { Environment } from '../../../../kit/config.ts'
import type { Caller } from '../caller.ts'
import type { Issuer, Trust } from './issuers.ts'
import { createKeyFinder, type KeyFinder } from './keys.ts'

/** A token that is not believed; the message helps who holds it and tells nothing of keys or other tokens. */
export class TokenError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'TokenError'
  }
}

export interface Verified {
  readonly caller: Caller
  /** Seconds since 1970 after which the token counts no more, its leeway included. */
  readonly expiresAt: number
}

export type TokenVerifier = (token: string) => Promise<Verified>

const LEEWAY_SECONDS = 60

/** Verifies a token against the issuer that it names. Throws TokenError. `now` is in milliseconds. */
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
    const name = readIssuer(token)
    const found = known.get(name)
    if (!found) throw new TokenError('Its issuer is not one that this gateway trusts.')
    const payload = await verifySignature(token, found.issuer, found.keys, now)
    assertIssuedInThePast(payload, now)
    return { caller: toCaller(payload, found.issuer), expiresAt: (payload.exp ?? 0) + LEEWAY_SECONDS }
  }
}

/** The issuer that the token claims; believed only once its keys have verified the token. */
function readIssuer(token: string): string {
  const claimed: unknown = decode(token).iss
  if (typeof claimed === 'string') return claimed
  throw new TokenError('Its "iss" claim is not a text.')
}

function decode(token: string): JWTPayload {
  try {
    return decodeJwt(token)
  } catch (cause) {
    throw new TokenError('It is not a JSON Web Token.', cause)
  }
}

async function verifySignature(
  token: string,
  issuer: Issuer,
  keys: KeyFinder,
  now: () => number,
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, keys.find, {
      algorithms: keys.algorithms,
      issuer: issuer.issuer,
      ...(issuer.audience ? { audience: issuer.audience } : {}),
      requiredClaims: ['exp', 'sub'],
      clockTolerance: LEEWAY_SECONDS,
      currentDate: new Date(now()),
    })
    return payload
  } catch (cause) {
    throw new TokenError(describe(cause), cause)
  }
}

function describe(cause: unknown): string {
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

function assertIssuedInThePast({ iat }: JWTPayload, now: () => number): void {
  if (iat !== undefined && iat > now() / 1000 + LEEWAY_SECONDS)
    throw new TokenError('Its "iat" claim lies in the future.')
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
