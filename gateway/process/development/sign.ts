import { importJWK, SignJWT } from 'jose'
import { DEVELOPMENT_ISSUER, type DevelopmentKey } from './key.ts'

export interface DevelopmentClaims {
  readonly subject: string
  readonly scopes: readonly string[]
  readonly hours: number
  /** Further claims, such as the hotels that a partner owns. */
  readonly claims?: Readonly<Record<string, unknown>>
}

/** A token of the development issuer. */
export async function signDevelopmentToken(
  { privateJwk }: DevelopmentKey,
  { subject, scopes, hours, claims = {} }: DevelopmentClaims,
): Promise<string> {
  return new SignJWT({ ...claims, scope: scopes.join(' ') })
    .setProtectedHeader({ alg: privateJwk.alg ?? '', kid: privateJwk.kid ?? '' })
    .setIssuer(DEVELOPMENT_ISSUER)
    .setSubject(subject)
    .setIssuedAt()
    .setExpirationTime(`${hours}h`)
    .sign(await importJWK(privateJwk, privateJwk.alg))
}
