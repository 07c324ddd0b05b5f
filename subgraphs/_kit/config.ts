import { z } from 'zod'
import { hookRules, hookVariables, toHookSettings } from '../../kit/hooks/hookSettings.ts'
import {
  commaList,
  logLevel,
  portNumber,
  readEnvironment,
  wholeNumber,
  type Environment,
} from '../../kit/config.ts'
import {
  createOtlpEndpoint,
  isOtlpEndpoint,
  isOtlpHeader,
  OTLP_ENDPOINT_EXPECTED,
  OTLP_HEADERS_EXPECTED,
} from '../../kit/otlp/otlpEndpoint.ts'

const schema = z
  .object({
    HOST: z.string().default('127.0.0.1'),
    PORT: portNumber.default(0),
    GATEWAY_SECRETS: commaList.default([]),
    GATEWAY_URLS: commaList.default([]),
    DRAIN_DELAY_MS: wholeNumber('milliseconds from 0 to 600000', 0, 600_000).default(0),
    DRAIN_MS: wholeNumber('milliseconds from 0 to 600000', 0, 600_000).default(10_000),
    LOG_LEVEL: logLevel.default('info'),
    METRICS: z.enum(['true', 'false'], { error: 'true or false' }).default('false'),
    ...hookVariables,
    OTEL_EXPORTER_OTLP_ENDPOINT: z.string().refine(isOtlpEndpoint, OTLP_ENDPOINT_EXPECTED).optional(),
    OTEL_EXPORTER_OTLP_HEADERS: commaList.default([]),
    OTEL_SERVICE_NAME: z.string().optional(),
  })
  .superRefine((values, context) => {
    for (const { variable, holds, expected } of hookRules)
      if (!holds(values)) context.addIssue({ code: 'custom', path: [variable], message: expected })
  })
  .refine(({ GATEWAY_URLS }) => GATEWAY_URLS.every((url) => /^https?:/.test(url) && URL.canParse(url)), {
    path: ['GATEWAY_URLS'],
    message: 'addresses separated by commas, such as "http://gateway:4000"',
  })
  .refine(({ OTEL_EXPORTER_OTLP_HEADERS: headers }) => headers.every(isOtlpHeader), {
    path: ['OTEL_EXPORTER_OTLP_HEADERS'],
    message: OTLP_HEADERS_EXPECTED,
  })
  .refine(({ GATEWAY_URLS, GATEWAY_SECRETS }) => GATEWAY_URLS.length === 0 || GATEWAY_SECRETS.length > 0, {
    path: ['GATEWAY_SECRETS'],
    message: 'at least one secret with GATEWAY_URLS: a gateway hears nobody else',
  })

/** HOST (127.0.0.1), PORT (any free one), GATEWAY_SECRETS, GATEWAY_URLS (comma-separated), DRAIN_DELAY_MS, DRAIN_MS, LOG_LEVEL, METRICS, OTEL_…, HOOK_…. */
export function readSubgraphConfig(environment: Environment, name: string) {
  const values = readEnvironment(schema, environment)
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SERVICE_NAME: service = `macao-${name}` } = values
  return {
    host: values.HOST,
    port: values.PORT,
    gatewaySecrets: values.GATEWAY_SECRETS,
    gatewayUrls: values.GATEWAY_URLS,
    drainDelayMilliseconds: values.DRAIN_DELAY_MS,
    drainMilliseconds: values.DRAIN_MS,
    logLevel: values.LOG_LEVEL,
    metrics: values.METRICS === 'true',
    hooks: toHookSettings(values),
    /** Undefined where nothing is sent to a collector. */
    otlp:
      endpoint === undefined
        ? undefined
        : createOtlpEndpoint(endpoint, values.OTEL_EXPORTER_OTLP_HEADERS, service),
  }
}
