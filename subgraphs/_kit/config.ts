import { z } from 'zod'
import {
  commaList,
  logLevel,
  portNumber,
  readEnvironment,
  wholeNumber,
  type Environment,
} from '../../kit/config.ts'

const schema = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: portNumber.default(0),
  GATEWAY_SECRETS: commaList.default([]),
  DRAIN_MS: wholeNumber('milliseconds from 0 to 600000', 0, 600_000).default(10_000),
  LOG_LEVEL: logLevel.default('info'),
})

/** HOST (127.0.0.1), PORT (any free one), GATEWAY_SECRETS (comma-separated), DRAIN_MS, LOG_LEVEL. */
export function readSubgraphConfig(environment: Environment) {
  const values = readEnvironment(schema, environment)
  return {
    host: values.HOST,
    port: values.PORT,
    gatewaySecrets: values.GATEWAY_SECRETS,
    drainMilliseconds: values.DRAIN_MS,
    logLevel: values.LOG_LEVEL,
  }
}
