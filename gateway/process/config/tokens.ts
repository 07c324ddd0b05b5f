import { z } from 'zod'
import { isLoopback } from '../../../kit/loopback.ts'
import { fromRoot } from '../../../kit/root.ts'
import { flag } from './formats.ts'
import type { Rule, ValuesOf } from './rule.ts'
import type { serverVariables } from './server.ts'

/** Whose tokens are believed. */
export interface TokenConfig {
  /** JSON that names the issuers whose tokens are believed. */
  readonly authFile: string | undefined
  /** Whether tokens signed by this machine's own key are believed. */
  readonly developmentTokens: boolean
  readonly developmentKeyFile: string
}

export const tokenVariables = {
  AUTH_FILE: z.string().optional(),
  DEVELOPMENT_TOKENS: flag.default(false),
  DEVELOPMENT_KEY_FILE: z.string().default(fromRoot('.development-key.json')),
  NODE_ENV: z.string().default('development'),
}

type TokenValues = ValuesOf<typeof tokenVariables>

export const tokenRules: readonly Rule<TokenValues & Pick<ValuesOf<typeof serverVariables>, 'HOST'>>[] = [
  {
    variable: 'DEVELOPMENT_TOKENS',
    holds: ({ DEVELOPMENT_TOKENS, NODE_ENV, HOST }) =>
      !DEVELOPMENT_TOKENS || (isDevelopment(NODE_ENV) && isLoopback(HOST)),
    expected:
      'false in production (where NODE_ENV is set, and neither development nor test) and on addresses that others reach: anybody at this machine can make such a token',
  },
]

/** Any other word, such as "prod" or "staging", is meant as production: what is guessed wrong must not open anything. */
export function isDevelopment(nodeEnv: string | undefined): boolean {
  return nodeEnv === undefined || ['', 'development', 'test'].includes(nodeEnv)
}

export function toTokenConfig(values: TokenValues): TokenConfig {
  return {
    authFile: values.AUTH_FILE,
    developmentTokens: values.DEVELOPMENT_TOKENS,
    developmentKeyFile: values.DEVELOPMENT_KEY_FILE,
  }
}
