import { z } from 'zod'
import { ConfigError } from '../../../kit/config.ts'

const ASYMMETRIC = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
] as const
const HMAC = ['HS256', 'HS384', 'HS512'] as const

const publicKey = z.looseObject({
  kty: z.enum(['RSA', 'EC', 'OKP']),
  kid: z.string(),
  alg: z.enum(ASYMMETRIC),
})

const issuer = z
  .strictObject({
    issuer: z.string().min(1),
    audience: z.array(z.string().min(1)).min(1).optional(),
    jwksUrl: z.url({ protocol: /^https?$/ }).optional(),
    keys: z.array(publicKey).min(1).optional(),
    /** The environment variable that holds a shared secret; for issuers that sign with HMAC only. */
    secretVariable: z.string().optional(),
    /** Required with `jwksUrl` and `secretVariable`; a static key states its own. */
    algorithms: z
      .array(z.enum([...ASYMMETRIC, ...HMAC]))
      .min(1)
      .optional(),
    scopeClaim: z.enum(['scope', 'scp', 'scopes']).default('scope'),
    /** The issuer's scope -> the graph's; without it the issuer's scopes are taken as they are. */
    scopes: z.record(z.string(), z.array(z.string())).optional(),
  })
  .refine(
    ({ jwksUrl, keys, secretVariable }) => [jwksUrl, keys, secretVariable].filter(Boolean).length === 1,
    'exactly one of jwksUrl, keys and secretVariable',
  )
  .refine(
    ({ keys, algorithms }) => keys !== undefined || algorithms !== undefined,
    'algorithms, since the token never decides them',
  )
  .refine(
    ({ secretVariable, algorithms }) =>
      (algorithms ?? []).every(
        (name) => (secretVariable !== undefined) === HMAC.some((hmac) => hmac === name),
      ),
    'HS256, HS384 or HS512 with secretVariable and only there: a public key must never serve as a secret',
  )

const trust = z.strictObject({
  issuers: z.array(issuer).min(1),
  /** Whether a request with a token that cannot be verified is refused with 401, or answered as if without one. */
  badToken: z.enum(['refuse', 'anonymous']).default('refuse'),
})

export type Issuer = z.output<typeof issuer>
export type Trust = z.output<typeof trust>

/** Whom the gateway believes, from the JSON of AUTH_FILE. Throws ConfigError naming the place. */
export function parseTrust(variable: string, text: string): Trust {
  const result = trust.safeParse(parseTrustJson(variable, text))
  if (result.success) return assertDistinct(variable, result.data)
  throw new ConfigError(
    result.error.issues.map(
      ({ path, message }) => `${variable}: ${path.join('.') || 'the document'}: ${message}.`,
    ),
  )
}

function assertDistinct(variable: string, parsed: Trust): Trust {
  const names = parsed.issuers.map(({ issuer }) => issuer)
  if (new Set(names).size === names.length) return parsed
  throw new ConfigError([`${variable}: issuers: expected each issuer once; got ${names.join(', ')}.`])
}

function parseTrustJson(variable: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new ConfigError([
      `${variable}: expected JSON; got ${cause instanceof Error ? cause.message : 'something else'}.`,
    ])
  }
}
