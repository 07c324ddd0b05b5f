import { createLocalJWKSet, type JWTVerifyGetKey } from 'jose'
import { ConfigError, type Environment } from '../../../kit/config.ts'
import type { Issuer } from './issuers.ts'
import { createRemoteFinder, type KeysReport } from './remoteKeys.ts'

/** Finds the key that a token's header names, and states the algorithms that may be used with it. */
export interface KeyFinder {
  readonly find: JWTVerifyGetKey
  readonly algorithms: string[]
}

export function createKeyFinder(
  issuer: Issuer,
  environment: Environment,
  now: () => number,
  report: KeysReport,
): KeyFinder {
  if (issuer.keys) {
    return {
      find: createLocalJWKSet({ keys: issuer.keys }),
      algorithms: [...new Set(issuer.keys.map(({ alg }) => alg))],
    }
  }
  const algorithms = issuer.algorithms ?? []
  if (issuer.jwksUrl)
    return { find: createRemoteFinder(issuer.issuer, issuer.jwksUrl, now, report), algorithms }
  return { find: createSecretFinder(issuer.secretVariable ?? '', environment), algorithms }
}

const MIN_SECRET_BYTES = 32

function createSecretFinder(variable: string, environment: Environment): JWTVerifyGetKey {
  const secret = new TextEncoder().encode(environment[variable] ?? '')
  if (secret.length < MIN_SECRET_BYTES) {
    throw new ConfigError([
      `${variable}: expected a secret of at least ${MIN_SECRET_BYTES} bytes; got ${secret.length}.`,
    ])
  }
  return async () => secret
}
