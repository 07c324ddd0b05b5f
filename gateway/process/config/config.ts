import type { Environment } from '../../../kit/config.ts'
import type { AccessSettings } from '../../access/accessSettings.ts'
import type { AuditSettings } from '../../audit/audit.ts'
import type { CacheSettings } from '../../cache/cache.ts'
import type { RedisSettings } from '../../cache/redis/openRedis.ts'
import { toAccessSettings } from './access.ts'
import { toAuditSettings } from './audit.ts'
import { toCacheSettings } from './cache.ts'
import { toDocumentConfig, type DocumentConfig } from './documents.ts'
import { toGraphConfig, type GraphConfig } from './graph.ts'
import { toLimitConfig, type LimitConfig } from './limits.ts'
import { toMemories, type Memories } from './memory.ts'
import { toRedisSettings } from './redis.ts'
import { toServerConfig, type ServerConfig } from './server.ts'
import { toSubgraphConfig, type SubgraphConfig } from './subgraphs.ts'
import { toTelemetryConfig, type TelemetryConfig } from './telemetry.ts'
import type { TrafficSettings } from '../../traffic/traffic.ts'
import { toTrafficSettings } from './traffic.ts'
import { toTokenConfig, type TokenConfig } from './tokens.ts'
import { readEnvironmentValues } from './variables.ts'

/** All settings of the gateway; each subject's stand in the file of its name. */
export interface Config
  extends
    ServerConfig,
    TelemetryConfig,
    GraphConfig,
    DocumentConfig,
    SubgraphConfig,
    TokenConfig,
    TrafficSettings,
    LimitConfig {
  /** Undefined when nothing is to be kept. */
  readonly cache: CacheSettings | undefined
  readonly redis: RedisSettings | undefined
  readonly memories: Memories
  readonly access: AccessSettings
  readonly audit: AuditSettings
}

/** The gateway's settings; throws ConfigError naming the variable, what was expected and what came. */
export function readConfig(environment: Environment): Config {
  const values = readEnvironmentValues(environment)
  return Object.freeze({
    ...toServerConfig(values),
    ...toTelemetryConfig(values),
    ...toGraphConfig(values),
    ...toDocumentConfig(values),
    ...toSubgraphConfig(values),
    ...toTokenConfig(values),
    ...toLimitConfig(values),
    ...toTrafficSettings(values),
    cache: toCacheSettings(values),
    redis: toRedisSettings(values),
    memories: toMemories(values),
    access: toAccessSettings(values),
    audit: toAuditSettings(values),
  })
}
