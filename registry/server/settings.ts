import { join } from 'node:path'
import { z } from 'zod'
import {
  commaList,
  logLevel,
  portNumber,
  readEnvironment,
  wholeNumber,
  type Environment,
} from '../../kit/config.ts'
import { fromRoot } from '../../kit/root.ts'
import { isPublicKey } from '../../schema/signedRelease.ts'

export interface RegistrySettings {
  readonly host: string
  readonly port: number
  readonly logLevel: string
  readonly drainMs: number
  /** The store, where there is no database, and the keys that were made here. */
  readonly folder: string
  readonly databaseUrl: string | undefined
  readonly signingKeyFile: string
  readonly formerKeys: readonly string[]
  /** Whose conventions, exposures and known operations a check reads; a registry begins with its subgraphs. */
  readonly repository: string
  readonly useFile: string | undefined
}

const DATABASE = 'an address such as postgres://user:password@host:5432/registry'

export const registryVariables = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: portNumber.default(4_050),
  LOG_LEVEL: logLevel.default('info'),
  DRAIN_MS: wholeNumber('milliseconds from 1 to 600000', 1, 600_000).default(10_000),
  REGISTRY_DIR: z.string().default(fromRoot('.state/registry')),
  REGISTRY_DATABASE_URL: z
    .string()
    .refine((text) => /^postgres(?:ql)?:/.test(text) && URL.canParse(text), DATABASE)
    .optional(),
  REGISTRY_SIGNING_KEY_FILE: z.string().optional(),
  REGISTRY_FORMER_KEYS: commaList.default([]),
  REGISTRY_REPOSITORY: z.string().default(fromRoot('.')),
  REGISTRY_USE_FILE: z.string().optional(),
})

const checked = registryVariables.superRefine((values, context) => {
  const complain = (variable: string, message: string) =>
    context.addIssue({ code: 'custom', path: [variable], message })
  if (!values.REGISTRY_FORMER_KEYS.every(isPublicKey))
    complain('REGISTRY_FORMER_KEYS', 'public keys of 43 characters, separated by commas')
  // Each of several registries would make a key of its own, and gateways pin one.
  if (values.REGISTRY_DATABASE_URL !== undefined && values.REGISTRY_SIGNING_KEY_FILE === undefined)
    complain('REGISTRY_SIGNING_KEY_FILE', 'the file of a private key, with REGISTRY_DATABASE_URL')
})

/** Throws ConfigError. */
export function readRegistrySettings(environment: Environment): RegistrySettings {
  const values = readEnvironment(checked, environment)
  return {
    host: values.HOST,
    port: values.PORT,
    logLevel: values.LOG_LEVEL,
    drainMs: values.DRAIN_MS,
    folder: values.REGISTRY_DIR,
    databaseUrl: values.REGISTRY_DATABASE_URL,
    signingKeyFile: values.REGISTRY_SIGNING_KEY_FILE ?? join(values.REGISTRY_DIR, 'signing-key.pem'),
    formerKeys: values.REGISTRY_FORMER_KEYS,
    repository: values.REGISTRY_REPOSITORY,
    useFile: values.REGISTRY_USE_FILE,
  }
}
