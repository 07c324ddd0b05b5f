import { ConfigError, describeValue, type Environment } from '../../../kit/config.ts'
import { toHookSettings, type HookSettings } from '../../../kit/hooks/hookSettings.ts'
import type { AccessSettings } from '../../access/accessSettings.ts'
import type { AuditSettings } from '../../audit/audit.ts'
import type { CacheSettings } from '../../cache/cache.ts'
import type { RedisSettings } from '../../cache/redis/openRedis.ts'
import type { AgentSettings } from '../../agents/tools.ts'
import { toAccessSettings } from './access.ts'
import { toAgentSettings } from './agents.ts'
import { toAuditSettings } from './audit.ts'
import { toCacheSettings } from './cache.ts'
import { NO_FILE, parseConfigFile, type ConfigFile } from './configFile.ts'
import { toDocumentConfig, type DocumentConfig } from './documents.ts'
import { toGraphConfig, type GraphConfig } from './graph.ts'
import { toLimitConfig, type LimitConfig } from './limits.ts'
import { toLiveConfig, type LiveConfig } from './live.ts'
import { toMemories, type Memories } from './memory.ts'
import { toRedisSettings } from './redis.ts'
import { toServerConfig, type ServerConfig } from './server.ts'
import { toSubgraphConfig, type SubgraphConfig } from './subgraphs.ts'
import { toTelemetryConfig, type TelemetryConfig } from './telemetry.ts'
import type { TrafficSettings } from '../../traffic/traffic.ts'
import { toTrafficSettings } from './traffic.ts'
import { toTokenConfig, type TokenConfig } from './tokens.ts'
import { readVariables } from './variables.ts'

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
    LimitConfig,
    LiveConfig {
  /** Undefined when nothing is to be kept. */
  readonly cache: CacheSettings | undefined
  readonly redis: RedisSettings | undefined
  readonly memories: Memories
  readonly access: AccessSettings
  readonly agents: AgentSettings
  readonly audit: AuditSettings
  /** Undefined where nobody is told. */
  readonly hooks: HookSettings | undefined
}

/**
 * The gateway's settings: the environment's, then the file's, then the defaults. Throws ConfigError with everything that cannot
 * be used: the variable, or the place in the file, what was expected and what came.
 */
export function readConfig(
  environment: Environment,
  file?: ConfigFile,
  defaultsFor: (given: Environment) => Environment = () => ({}),
): Config {
  const inFile = file === undefined ? NO_FILE : parseConfigFile(file, environment)
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const said: Environment = { ...inFile.variables, ...present }
  const given: Environment = { ...defaultsFor(said), ...said }
  const { values, faults } = readVariables(given)
  const problems = faults.map(({ variable, expected }) => {
    const place = present[variable] === undefined ? inFile.placeOf(variable) : variable
    return `${place}: expected ${expected}; got ${describeValue(variable, given[variable])}.`
  })
  if (problems.length + inFile.problems.length > 0) throw new ConfigError([...inFile.problems, ...problems])
  return Object.freeze({
    ...toServerConfig(values),
    ...toTelemetryConfig(values),
    ...toGraphConfig(values),
    ...toDocumentConfig(values),
    ...toSubgraphConfig(values, inFile.subgraphs),
    ...toTokenConfig(values),
    ...toLimitConfig(values),
    ...toTrafficSettings(values),
    ...toLiveConfig(values),
    cache: toCacheSettings(values),
    redis: toRedisSettings(values),
    memories: toMemories(values),
    access: toAccessSettings(values),
    agents: toAgentSettings(values),
    audit: toAuditSettings(values),
    hooks: toHookSettings(values),
  })
}
