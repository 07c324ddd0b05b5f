import { readFile } from 'node:fs/promises'
import { ConfigError, type Environment } from '../../kit/config.ts'
import type { Log } from '../../kit/log.ts'
import type { Config } from './config/config.ts'
import { DEVELOPMENT_ISSUER, loadDevelopmentKey } from './development/key.ts'
import { askNoPolicies, loadPolicies, type AskPolicies } from '../access/policy.ts'
import { createIdentify, type Identify } from '../access/token/identify.ts'
import { parseTrust, type Issuer, type Trust } from '../access/token/issuers.ts'
import type { KeysState } from '../access/token/remoteKeys.ts'
import { createTokenVerifier } from '../access/token/verify.ts'

export interface ConfiguredTrust {
  readonly identify: Identify
  /** How the keys stand that are read from an address, by issuer. */
  readonly keys: ReadonlyMap<string, () => KeysState>
  /** The issuers whose tokens are believed. */
  readonly issuers: readonly string[]
}

/** Identifies callers by the issuers of AUTH_FILE and, in development, by this machine's own key. Throws ConfigError. */
export async function createConfiguredIdentify(
  config: Config,
  environment: Environment,
  log: Log,
): Promise<ConfiguredTrust> {
  const configured =
    config.authFile === undefined ? NO_ISSUERS : parseTrust('AUTH_FILE', await readAuthFile(config.authFile))
  const development = config.developmentTokens ? [await developmentIssuer(config.developmentKeyFile)] : []
  const trust: Trust = { ...configured, issuers: [...configured.issuers, ...development] }
  const keys = new Map<string, () => KeysState>()
  const verify = createTokenVerifier(trust, environment, Date.now, {
    opened: (issuer, state) => keys.set(issuer, state),
    failed: (url, error) =>
      log.error(
        { err: error, url },
        'the keys of an issuer cannot be read; its tokens are believed for an hour',
      ),
    recovered: (url) => log.info({ url }, 'the keys of an issuer are read again'),
  })
  const issuers = trust.issuers.map(({ issuer }) => issuer)
  return { identify: createIdentify(verify, trust.badToken, Date.now), keys, issuers }
}

/** Evaluates policies by the module of POLICY_MODULE. Throws ConfigError. */
export async function createConfiguredPolicies({ access }: Config, log: Log): Promise<AskPolicies> {
  if (access.policyModule === undefined) return askNoPolicies
  return loadPolicies(access.policyModule, access.policyDeadlineMs, log)
}

/** Without a file no issuer is trusted, and every token is refused. */
const NO_ISSUERS: Trust = { issuers: [], badToken: 'refuse' }

async function readAuthFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new ConfigError([
      `AUTH_FILE: expected a file that can be read; got ${JSON.stringify(file)} (${cause instanceof Error ? cause.message : 'unreadable'}).`,
    ])
  }
}

async function developmentIssuer(keyFile: string): Promise<Issuer> {
  const { publicJwk } = await loadDevelopmentKey(keyFile)
  return { issuer: DEVELOPMENT_ISSUER, keys: [publicJwk], scopeClaim: 'scope' }
}
