import { createLocalJWKSet, createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose'
import { ConfigError, type Environment } from '../../../kit/config.ts'
import type { Issuer } from './issuers.ts'

/** Finds the key that a token's header names, and states the algorithms that may be used with it. */
export interface KeyFinder {
  readonly find: JWTVerifyGetKey
  readonly algorithms: string[]
}

const KEYS_FRESH_MS = 5 * 60_000
/** However many tokens with unknown keys come, and whether or not the issuer answers, it is asked once in this time. */
const REFETCH_AT_MOST_EVERY_MS = 30_000
const FETCH_TIMEOUT_MS = 3_000

export function createKeyFinder(issuer: Issuer, environment: Environment, now: () => number): KeyFinder {
  if (issuer.keys) {
    return {
      find: createLocalJWKSet({ keys: issuer.keys }),
      algorithms: [...new Set(issuer.keys.map(({ alg }) => alg))],
    }
  }
  const algorithms = issuer.algorithms ?? []
  if (issuer.jwksUrl) return { find: createRemoteFinder(issuer.jwksUrl, now), algorithms }
  return { find: createSecretFinder(issuer.secretVariable ?? '', environment), algorithms }
}

function createRemoteFinder(url: string, now: () => number): JWTVerifyGetKey {
  let lastAsked = Number.NEGATIVE_INFINITY
  return createRemoteJWKSet(new URL(url), {
    cacheMaxAge: KEYS_FRESH_MS,
    cooldownDuration: REFETCH_AT_MOST_EVERY_MS,
    timeoutDuration: FETCH_TIMEOUT_MS,
    // The library's own pause begins with a success; an issuer that is down must not be asked for every token either.
    async [customFetch](address, options) {
      if (now() - lastAsked < REFETCH_AT_MOST_EVERY_MS)
        throw new Error('The keys were asked for a moment ago.')
      lastAsked = now()
      return fetch(address, options)
    },
  })
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
