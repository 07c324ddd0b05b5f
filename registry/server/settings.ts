import { join } from 'node:path'
import { z } from 'zod'
import {
  commaList,
  ConfigError,
  logLevel,
  portNumber,
  readEnvironment,
  wholeNumber,
  type Environment,
} from '../../kit/config.ts'
import { hookRules, hookVariables, toHookSettings, type HookSettings } from '../../kit/hooks/hookSettings.ts'
import { fromRoot } from '../../kit/root.ts'
import { isPublicKey } from '../../schema/signedRelease.ts'

export interface RegistrySettings {
  readonly host: string
  readonly port: number
  readonly logLevel: string
  readonly drainDelayMs: number
  readonly drainMs: number
  readonly metrics: boolean
  /** The store, where there is no database, and the keys that were made here. */
  readonly folder: string
  readonly databaseUrl: string | undefined
  readonly signingKeyFile: string
  /** How far the store was seen. */
  readonly headFile: string
  /** Whether the store is accepted as it is, though it has lost what was seen of it. */
  readonly acceptsStore: boolean
  readonly formerKeys: readonly string[]
  /** Whose conventions, exposures and known operations a check reads; a registry begins with its subgraphs. */
  readonly repository: string
  readonly useFile: string | undefined
  /** How long one check, and one composition, may take. */
  readonly checkDeadlineMs: number
  /** Undefined: nobody is told of what is done. */
  readonly hooks: HookSettings | undefined
}

const DATABASE = 'an address such as postgres://user:password@host:5432/registry'

export const registryVariables = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: portNumber.default(4_050),
  LOG_LEVEL: logLevel.default('info'),
  DRAIN_DELAY_MS: wholeNumber('milliseconds from 0 to 600000', 0, 600_000).default(0),
  DRAIN_MS: wholeNumber('milliseconds from 1 to 600000', 1, 600_000).default(10_000),
  METRICS: z.enum(['true', 'false'], { error: 'true or false' }).default('false'),
  REGISTRY_DIR: z.string().default(fromRoot('.state/registry')),
  REGISTRY_DATABASE_URL: z
    .string()
    .refine((text) => /^postgres(?:ql)?:/.test(text) && URL.canParse(text), DATABASE)
    .optional(),
  REGISTRY_SIGNING_KEY_FILE: z.string().optional(),
  REGISTRY_HEAD_FILE: z.string().optional(),
  REGISTRY_FORMER_KEYS: commaList.default([]),
  REGISTRY_REPOSITORY: z.string().default(fromRoot('.')),
  REGISTRY_USE_FILE: z.string().optional(),
  REGISTRY_CHECK_DEADLINE_MS: wholeNumber('milliseconds from 1000 to 600000', 1_000, 600_000).default(60_000),
  ...hookVariables,
})

const checked = registryVariables.superRefine((values, context) => {
  const complain = (variable: string, message: string) =>
    context.addIssue({ code: 'custom', path: [variable], message })
  if (!values.REGISTRY_FORMER_KEYS.every(isPublicKey))
    complain('REGISTRY_FORMER_KEYS', 'public keys of 43 characters, separated by commas')
  for (const { variable, holds, expected } of hookRules) if (!holds(values)) complain(variable, expected)
  // Each of several registries would make a key of its own, and gateways pin one.
  if (values.REGISTRY_DATABASE_URL !== undefined && values.REGISTRY_SIGNING_KEY_FILE === undefined)
    complain('REGISTRY_SIGNING_KEY_FILE', 'the file of a private key, with REGISTRY_DATABASE_URL')
})

const ACCEPT_STORE = '--accept-store'

/** Throws ConfigError. */
export function readRegistrySettings(
  environment: Environment,
  args: readonly string[] = [],
): RegistrySettings {
  const unknown = args.find((arg) => arg !== ACCEPT_STORE)
  if (unknown !== undefined)
    throw new ConfigError([`Expected no word behind the command, or ${ACCEPT_STORE}; got ${unknown}.`])
  const values = readEnvironment(checked, environment)
  return {
    host: values.HOST,
    port: values.PORT,
    logLevel: values.LOG_LEVEL,
    drainDelayMs: values.DRAIN_DELAY_MS,
    drainMs: values.DRAIN_MS,
    metrics: values.METRICS === 'true',
    folder: values.REGISTRY_DIR,
    databaseUrl: values.REGISTRY_DATABASE_URL,
    signingKeyFile: values.REGISTRY_SIGNING_KEY_FILE ?? join(values.REGISTRY_DIR, 'signing-key.pem'),
    headFile: values.REGISTRY_HEAD_FILE ?? join(values.REGISTRY_DIR, 'head.json'),
    acceptsStore: args.includes(ACCEPT_STORE),
    formerKeys: values.REGISTRY_FORMER_KEYS,
    repository: values.REGISTRY_REPOSITORY,
    useFile: values.REGISTRY_USE_FILE,
    checkDeadlineMs: values.REGISTRY_CHECK_DEADLINE_MS,
    hooks: toHookSettings(values),
  }
}
