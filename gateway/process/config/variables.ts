import { z } from 'zod'
import type { Environment } from '../../../kit/config.ts'
import { hookRules, hookVariables } from '../../../kit/hooks/hookSettings.ts'
import { accessVariables } from './access.ts'
import { agentRules, agentVariables } from './agents.ts'
import { auditRules, auditVariables } from './audit.ts'
import { cacheRules, cacheVariables } from './cache.ts'
import { documentRules, documentVariables } from './documents.ts'
import { graphRules, graphVariables } from './graph.ts'
import { limitVariables } from './limits.ts'
import { liveVariables } from './live.ts'
import { memoryRules, memoryVariables } from './memory.ts'
import { redisRules, redisVariables } from './redis.ts'
import type { Rule } from './rule.ts'
import { serverRules, serverVariables } from './server.ts'
import { subgraphRules, subgraphVariables } from './subgraphs.ts'
import { telemetryRules, telemetryVariables } from './telemetry.ts'
import { trafficRules, trafficVariables } from './traffic.ts'
import { tokenRules, tokenVariables } from './tokens.ts'

/** A variable whose value cannot be used. */
export interface VariableFault {
  readonly variable: string
  readonly expected: string
}

export interface ReadVariables {
  /** The defaults stand where there is a fault. */
  readonly values: EnvironmentValues
  readonly faults: readonly VariableFault[]
}

/** The values of all variables, and all that is wrong with them; empty values count as absent. */
export function readVariables(environment: Environment): ReadVariables {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const unreadable = (schema.safeParse(present).error?.issues ?? []).map(({ path, message }) => ({
    variable: path.join('.'),
    expected: message,
  }))
  const faulty = new Set(unreadable.map(({ variable }) => variable))
  const values = schema.parse(
    Object.fromEntries(Object.entries(present).filter(([name]) => !faulty.has(name))),
  )
  const broken = rules.filter(({ variable, holds }) => !faulty.has(variable) && !holds(values))
  return { values, faults: [...unreadable, ...broken] }
}

/** Their order is the one in which faults are told; variables of one subject that stand together come as one. */
export const schema = z.object({
  HOST: serverVariables.HOST,
  PORT: serverVariables.PORT,
  ADMIN_HOST: serverVariables.ADMIN_HOST,
  ADMIN_PORT: serverVariables.ADMIN_PORT,
  LOG_LEVEL: telemetryVariables.LOG_LEVEL,
  SUPERGRAPH_FILE: graphVariables.SUPERGRAPH_FILE,
  SUPERGRAPH_SOURCE: graphVariables.SUPERGRAPH_SOURCE,
  REGISTRY_URL: graphVariables.REGISTRY_URL,
  REGISTRY_PUBLIC_KEYS: graphVariables.REGISTRY_PUBLIC_KEYS,
  ...documentVariables,
  SUBGRAPH_URLS: subgraphVariables.SUBGRAPH_URLS,
  GATEWAY_SECRET: subgraphVariables.GATEWAY_SECRET,
  EXPLORER: serverVariables.EXPLORER,
  MAP_GROUND: serverVariables.MAP_GROUND,
  CORS_ORIGINS: serverVariables.CORS_ORIGINS,
  CORS_ALLOWED_HEADERS: serverVariables.CORS_ALLOWED_HEADERS,
  CORS_EXPOSED_HEADERS: serverVariables.CORS_EXPOSED_HEADERS,
  CORS_MAX_AGE_SECONDS: serverVariables.CORS_MAX_AGE_SECONDS,
  CORS_TABLES: serverVariables.CORS_TABLES,
  PUBLIC_URL: serverVariables.PUBLIC_URL,
  OPEN_DATA: serverVariables.OPEN_DATA,
  INTROSPECTION: graphVariables.INTROSPECTION,
  VARIANTS_FILE: graphVariables.VARIANTS_FILE,
  PUBLIC_VARIANT: graphVariables.PUBLIC_VARIANT,
  OVERRIDE_LABELS: graphVariables.OVERRIDE_LABELS,
  REQUEST_DEADLINE_MS: serverVariables.REQUEST_DEADLINE_MS,
  SUBGRAPH_DEADLINE_MS: subgraphVariables.SUBGRAPH_DEADLINE_MS,
  DRAIN_DELAY_MS: serverVariables.DRAIN_DELAY_MS,
  DRAIN_MS: serverVariables.DRAIN_MS,
  KEEP_ALIVE_MS: serverVariables.KEEP_ALIVE_MS,
  HEADERS_TIMEOUT_MS: serverVariables.HEADERS_TIMEOUT_MS,
  REQUEST_TIMEOUT_MS: serverVariables.REQUEST_TIMEOUT_MS,
  MAX_CONNECTIONS: serverVariables.MAX_CONNECTIONS,
  ...tokenVariables,
  SINGLE_FLIGHT: subgraphVariables.SINGLE_FLIGHT,
  SUBGRAPH_BUREAUS: subgraphVariables.SUBGRAPH_BUREAUS,
  METRICS: telemetryVariables.METRICS,
  ACCESS_LOG_SAMPLE: telemetryVariables.ACCESS_LOG_SAMPLE,
  SLOW_MS: telemetryVariables.SLOW_MS,
  OTEL_EXPORTER_OTLP_ENDPOINT: telemetryVariables.OTEL_EXPORTER_OTLP_ENDPOINT,
  OTEL_EXPORTER_OTLP_HEADERS: telemetryVariables.OTEL_EXPORTER_OTLP_HEADERS,
  OTEL_SERVICE_NAME: telemetryVariables.OTEL_SERVICE_NAME,
  OTEL_TRACES_SAMPLER_ARG: telemetryVariables.OTEL_TRACES_SAMPLER_ARG,
  OTEL_METRIC_EXPORT_INTERVAL: telemetryVariables.OTEL_METRIC_EXPORT_INTERVAL,
  USE_DATABASE_URL: telemetryVariables.USE_DATABASE_URL,
  USE_FLUSH_SECONDS: telemetryVariables.USE_FLUSH_SECONDS,
  STATE_DIR: telemetryVariables.STATE_DIR,
  CACHE: cacheVariables.CACHE,
  ...redisVariables,
  CACHE_MEMORY_MB: cacheVariables.CACHE_MEMORY_MB,
  CACHE_DEFAULT_SECONDS: cacheVariables.CACHE_DEFAULT_SECONDS,
  CACHE_STALE_SECONDS: cacheVariables.CACHE_STALE_SECONDS,
  CACHE_STALE_ON_ERROR_SECONDS: cacheVariables.CACHE_STALE_ON_ERROR_SECONDS,
  FORWARD_HEADERS: subgraphVariables.FORWARD_HEADERS,
  SUBGRAPH_WEBSOCKETS: subgraphVariables.SUBGRAPH_WEBSOCKETS,
  ...accessVariables,
  ...auditVariables,
  ...limitVariables,
  ...trafficVariables,
  ...liveVariables,
  ...agentVariables,
  ...memoryVariables,
  ...hookVariables,
})

export type EnvironmentValues = z.output<typeof schema>

/** Broken ones are told in this order, after the variables that cannot be read. */
const rules: readonly Rule<EnvironmentValues>[] = [
  ...serverRules,
  ...graphRules,
  ...subgraphRules,
  ...redisRules,
  ...cacheRules,
  ...tokenRules,
  ...documentRules,
  ...auditRules,
  ...memoryRules,
  ...telemetryRules,
  ...trafficRules,
  ...agentRules,
  ...hookRules,
]
