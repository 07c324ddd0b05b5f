import { z } from 'zod'
import { isLoopback } from '../../kit/loopback.ts'
import type { AccessSettings } from '../access/accessSettings.ts'
import type { AuditSettings } from '../audit/audit.ts'
import type { CacheSettings } from '../cache/cache.ts'
import type { RedisSettings } from '../cache/redis/openRedis.ts'
import type { DocumentSettings } from '../request/documents/documents.ts'
import type { Limits } from '../traffic/limits.ts'
import {
  commaList,
  logLevel,
  portNumber,
  readEnvironment,
  wholeNumber,
  type Environment,
} from '../../kit/config.ts'

const flag = z.enum(['true', 'false'], { error: 'true or false' }).transform((text) => text === 'true')

const seconds = wholeNumber('seconds from 0 to 31536000', 0, 31_536_000)
const milliseconds = wholeNumber('milliseconds from 1 to 600000', 1, 600_000)
const limit = wholeNumber('a whole number from 1 to 10000000', 1, 10_000_000)

const schema = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: portNumber.default(4000),
  LOG_LEVEL: logLevel.default('info'),
  SUPERGRAPH_FILE: z.string().default('schema/supergraph.graphql'),
  SAVED_QUERIES: commaList.default(['examples', 'explorer/examples']),
  PERSISTED_QUERIES_MB: wholeNumber('megabytes from 1 to 1024', 1, 1_024).default(8),
  TRUSTED_DOCUMENTS_FILE: z.string().optional(),
  TRUSTED_DOCUMENTS: z.enum(['also', 'only'], { error: 'also or only' }).default('also'),
  SUBGRAPH_URLS: commaList.default([]),
  GATEWAY_SECRET: z.string().min(16, 'at least 16 characters').optional(),
  CORS_ORIGINS: commaList.default([]),
  INTROSPECTION: flag.default(true),
  PUBLIC_VARIANT: flag.default(false),
  REQUEST_DEADLINE_MS: milliseconds.default(15_000),
  SUBGRAPH_DEADLINE_MS: milliseconds.default(5_000),
  DRAIN_MS: milliseconds.default(10_000),
  AUTH_FILE: z.string().optional(),
  DEVELOPMENT_TOKENS: flag.default(false),
  DEVELOPMENT_KEY_FILE: z.string().default('.development-key.json'),
  NODE_ENV: z.string().default('development'),
  SINGLE_FLIGHT: flag.default(true),
  SUBGRAPH_BUREAUS: commaList.default([
    'catalogue=data-gov-mo',
    'tourism=mgto',
    'health=ssm',
    'transport=dsat',
    'culture=ic',
  ]),
  METRICS: flag.default(false),
  CACHE: z.enum(['on', 'off'], { error: 'on or off' }).default('on'),
  REDIS_URL: commaList.default([]),
  REDIS_CLUSTER: flag.default(false),
  REDIS_CA_FILE: z.string().optional(),
  REDIS_BUDGET_MS: milliseconds.default(150),
  CACHE_MEMORY_MB: wholeNumber('megabytes from 1 to 65536', 1, 65_536).default(64),
  CACHE_DEFAULT_SECONDS: commaList.default([]),
  CACHE_STALE_SECONDS: seconds.default(10),
  CACHE_STALE_ON_ERROR_SECONDS: seconds.default(300),
  FORWARD_HEADERS: commaList.default([]),
  ACCESS_MODE: z
    .enum(['filter', 'reject', 'report'], { error: 'filter, reject or report' })
    .default('filter'),
  ACCESS_ERRORS: z
    .enum(['errors', 'extensions', 'none'], { error: 'errors, extensions or none' })
    .default('errors'),
  ACCESS_SHOW_MISSING_SCOPES: flag.default(false),
  POLICY_MODULE: z.string().optional(),
  POLICY_DEADLINE_MS: milliseconds.default(1_000),
  AUDIT_FILE: z.string().optional(),
  AUDIT_KEY: commaList.default([]),
  AUDIT_ROTATE_BYTES: wholeNumber('bytes from 65536 to 1073741824', 65_536, 1_073_741_824).default(
    67_108_864,
  ),
  AUDIT_ON_FAILURE: z.enum(['continue', 'refuse'], { error: 'continue or refuse' }).default('continue'),
  AUDIT_REQUIRE_PURPOSE: flag.default(false),
  MAX_BODY_BYTES: limit.default(1_048_576),
  MAX_TOKENS: limit.default(10_000),
  MAX_DEPTH: limit.default(20),
  MAX_ALIASES: limit.default(60),
  MAX_ROOT_FIELDS: limit.default(40),
  MAX_SELECTIONS: limit.default(4_000),
  MAX_COST: limit.default(50_000),
})

const checkedSchema = schema
  .refine(({ SUBGRAPH_URLS }) => SUBGRAPH_URLS.every(isNamedAddress), {
    path: ['SUBGRAPH_URLS'],
    message: 'name=address pairs separated by commas, such as "tourism=http://tourism:4001/graphql"',
  })
  .refine(
    ({ SUBGRAPH_BUREAUS }) => SUBGRAPH_BUREAUS.every((pair) => /^[a-z][a-z0-9_-]*=[a-z0-9-]+$/.test(pair)),
    {
      path: ['SUBGRAPH_BUREAUS'],
      message: 'subgraph=bureau pairs separated by commas, such as "tourism=mgto"',
    },
  )
  .refine(({ REDIS_URL }) => REDIS_URL.every(isRedisAddress) && new Set(REDIS_URL.map(schemeOf)).size <= 1, {
    path: ['REDIS_URL'],
    message: 'an address such as "redis://redis:6379" or "rediss://redis:6380", or several of one kind',
  })
  .refine(({ REDIS_URL, REDIS_CLUSTER }) => REDIS_URL.length <= 1 || REDIS_CLUSTER, {
    path: ['REDIS_CLUSTER'],
    message: 'true for several addresses in REDIS_URL, which are nodes of a cluster',
  })
  .refine(
    ({ REDIS_URL, REDIS_CA_FILE }) => REDIS_CA_FILE === undefined || schemeOf(REDIS_URL[0]) === 'rediss',
    {
      path: ['REDIS_CA_FILE'],
      message: 'nothing unless REDIS_URL begins with rediss://',
    },
  )
  .refine(({ CACHE_DEFAULT_SECONDS }) => CACHE_DEFAULT_SECONDS.every(isNamedSeconds), {
    path: ['CACHE_DEFAULT_SECONDS'],
    message: 'name=seconds pairs separated by commas, such as "tourism=3600,culture=60"',
  })
  .refine(
    ({ DEVELOPMENT_TOKENS, NODE_ENV, HOST }) =>
      !DEVELOPMENT_TOKENS || (NODE_ENV !== 'production' && isLoopback(HOST)),
    {
      path: ['DEVELOPMENT_TOKENS'],
      message:
        'false in production and on addresses that others reach: anybody at this machine can make such a token',
    },
  )
  .refine(
    ({ TRUSTED_DOCUMENTS, TRUSTED_DOCUMENTS_FILE }) =>
      TRUSTED_DOCUMENTS === 'also' || TRUSTED_DOCUMENTS_FILE !== undefined,
    { path: ['TRUSTED_DOCUMENTS'], message: '"only" together with TRUSTED_DOCUMENTS_FILE, which lists them' },
  )
  .refine(({ AUDIT_KEY }) => AUDIT_KEY.every((key) => key.length >= 32), {
    path: ['AUDIT_KEY'],
    message: 'at least 32 characters, or several such keys separated by commas, the newest first',
  })
  .refine(({ AUDIT_REQUIRE_PURPOSE, AUDIT_FILE }) => !AUDIT_REQUIRE_PURPOSE || AUDIT_FILE !== undefined, {
    path: ['AUDIT_REQUIRE_PURPOSE'],
    message: 'true only with AUDIT_FILE: a purpose that is kept nowhere binds nobody',
  })

export interface Config {
  readonly host: string
  readonly port: number
  readonly logLevel: string
  readonly supergraphFile: string
  /** Folders of the named queries that `/q/<name>.csv` answers. */
  readonly savedQueries: readonly string[]
  readonly documents: DocumentSettings
  readonly subgraphUrls: ReadonlyMap<string, string>
  readonly gatewaySecret: string | undefined
  readonly corsOrigins: readonly string[]
  readonly introspection: boolean
  /** Whether callers without a token know nothing of what is tagged as internal. */
  readonly publicVariant: boolean
  readonly requestDeadlineMs: number
  readonly subgraphDeadlineMs: number
  readonly drainMs: number
  /** JSON that names the issuers whose tokens are believed. */
  readonly authFile: string | undefined
  /** Whether tokens signed by this machine's own key are believed. */
  readonly developmentTokens: boolean
  readonly developmentKeyFile: string
  readonly singleFlight: boolean
  /** Which bureau may say that answers of a subgraph are out of date. */
  readonly subgraphBureaus: ReadonlyMap<string, string>
  /** Whether GET /metrics answers. */
  readonly metrics: boolean
  /** Undefined when nothing is to be kept. */
  readonly cache: CacheSettings | undefined
  readonly redis: RedisSettings | undefined
  /** Names of client headers that travel to the subgraphs, in lower case. */
  readonly forwardHeaders: readonly string[]
  readonly access: AccessSettings
  readonly audit: AuditSettings
  readonly maxBodyBytes: number
  readonly limits: Limits
}

/** The gateway's settings; throws ConfigError naming the variable, what was expected and what came. */
export function readConfig(environment: Environment): Config {
  const values = readEnvironment(checkedSchema, environment)
  return Object.freeze({
    host: values.HOST,
    port: values.PORT,
    logLevel: values.LOG_LEVEL,
    supergraphFile: values.SUPERGRAPH_FILE,
    savedQueries: values.SAVED_QUERIES,
    documents: Object.freeze({
      registeredBytes: values.PERSISTED_QUERIES_MB * 1_048_576,
      trustedFile: values.TRUSTED_DOCUMENTS_FILE,
      trustedOnly: values.TRUSTED_DOCUMENTS === 'only',
    }),
    subgraphUrls: parsePairs(values.SUBGRAPH_URLS),
    gatewaySecret: values.GATEWAY_SECRET,
    corsOrigins: values.CORS_ORIGINS,
    introspection: values.INTROSPECTION,
    publicVariant: values.PUBLIC_VARIANT,
    requestDeadlineMs: values.REQUEST_DEADLINE_MS,
    subgraphDeadlineMs: values.SUBGRAPH_DEADLINE_MS,
    drainMs: values.DRAIN_MS,
    authFile: values.AUTH_FILE,
    developmentTokens: values.DEVELOPMENT_TOKENS,
    developmentKeyFile: values.DEVELOPMENT_KEY_FILE,
    singleFlight: values.SINGLE_FLIGHT,
    subgraphBureaus: parsePairs(values.SUBGRAPH_BUREAUS),
    metrics: values.METRICS,
    cache: values.CACHE === 'on' ? readCacheSettings(values) : undefined,
    redis:
      values.REDIS_URL.length === 0
        ? undefined
        : Object.freeze({
            urls: values.REDIS_URL,
            isCluster: values.REDIS_CLUSTER,
            caFile: values.REDIS_CA_FILE,
            budgetMs: values.REDIS_BUDGET_MS,
          }),
    forwardHeaders: values.FORWARD_HEADERS.map((name) => name.toLowerCase()),
    access: Object.freeze({
      mode: values.ACCESS_MODE,
      errors: values.ACCESS_ERRORS,
      showMissingScopes: values.ACCESS_SHOW_MISSING_SCOPES,
      policyModule: values.POLICY_MODULE,
      policyDeadlineMs: values.POLICY_DEADLINE_MS,
    }),
    audit: Object.freeze({
      file: values.AUDIT_FILE,
      keys: values.AUDIT_KEY,
      rotateBytes: values.AUDIT_ROTATE_BYTES,
      onFailure: values.AUDIT_ON_FAILURE,
      requirePurpose: values.AUDIT_REQUIRE_PURPOSE,
    }),
    maxBodyBytes: values.MAX_BODY_BYTES,
    limits: Object.freeze({
      tokens: values.MAX_TOKENS,
      depth: values.MAX_DEPTH,
      aliases: values.MAX_ALIASES,
      rootFields: values.MAX_ROOT_FIELDS,
      selections: values.MAX_SELECTIONS,
      cost: values.MAX_COST,
    }),
  })
}

function isNamedSeconds(entry: string): boolean {
  return /^[a-z][a-z0-9_-]*=\d{1,8}$/.test(entry)
}

function readCacheSettings(values: z.output<typeof checkedSchema>): CacheSettings {
  const bySubgraph = new Map(
    values.CACHE_DEFAULT_SECONDS.map((entry) => {
      const [name = '', text] = entry.split('=')
      return [name, Number(text)] as const
    }),
  )
  return Object.freeze({
    memoryBytes: values.CACHE_MEMORY_MB * 1_048_576,
    defaults: {
      maxAge: (subgraph: string) => bySubgraph.get(subgraph) ?? 0,
      staleWhileRevalidate: values.CACHE_STALE_SECONDS,
      staleIfError: values.CACHE_STALE_ON_ERROR_SECONDS,
    },
  })
}

function isRedisAddress(address: string): boolean {
  return /^rediss?:\/\/./.test(address) && URL.canParse(address)
}

function schemeOf(address: string | undefined): string | undefined {
  return address?.split(':')[0]
}

function isNamedAddress(entry: string): boolean {
  const address = entry.slice(entry.indexOf('=') + 1)
  return /^[a-z][a-z0-9_-]*=https?:/.test(entry) && URL.canParse(address)
}

function parsePairs(entries: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    entries.map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
  )
}
