import { describe, expect, it } from 'vitest'
import { ConfigError, type Environment } from '../../../kit/config.ts'
import { fromRoot } from '../../../kit/root.ts'
import { bureaus } from '../../../schema/bureaus/register.ts'
import { readConfig } from './config.ts'

describe('the configuration', () => {
  it('is whole without any variable', () => {
    expect(readConfig({})).toEqual({
      host: '127.0.0.1',
      port: 4_000,
      admin: undefined,
      logLevel: 'info',
      supergraphFile: fromRoot('schema/supergraph.graphql'),
      savedQueries: [fromRoot('examples'), fromRoot('explorer/examples')],
      documents: { registeredBytes: 8_388_608, trustedFile: undefined, trustedMode: 'also' },
      subgraphs: new Map(),
      otherSubgraphs: USUAL,
      trustsLoopback: true,
      passesHeadersUp: false,
      explorer: true,
      mapGround: undefined,
      cors: {
        origins: [],
        allowedHeaders: [
          'authorization',
          'content-type',
          'x-request-id',
          'x-purpose',
          'x-explain',
          'x-list',
          'x-provenance',
          'last-event-id',
          'apollo-require-preflight',
          'apollographql-client-name',
          'apollographql-client-version',
          'traceparent',
        ],
        exposedHeaders: [
          'x-request-id',
          'etag',
          'age',
          'ratelimit',
          'ratelimit-policy',
          'retry-after',
          'x-graphql-errors',
        ],
        maxAgeSeconds: 3_600,
        opensTables: true,
      },
      publicUrl: undefined,
      openData: true,
      connections: {
        keepAliveMs: 65_000,
        headersMs: 15_000,
        requestMs: 60_000,
        stalledMs: 75_000,
        max: 10_000,
      },
      introspection: true,
      publicVariant: false,
      overrideLabels: new Set(),
      requestDeadlineMs: 15_000,
      drainDelayMs: 0,
      drainMs: 10_000,
      authFile: undefined,
      developmentTokens: false,
      developmentKeyFile: fromRoot('.development-key.json'),
      singleFlight: true,
      namedSubgraphs: new Set(),
      subgraphBureaus: new Map(bureaus.map(({ subgraph, bureau }) => [subgraph, bureau])),
      metrics: false,
      accessLogSample: 0.01,
      slowMs: 1_000,
      otlp: undefined,
      use: { databaseUrl: undefined, stateFolder: undefined, flushMs: 10_000 },
      cache: {
        memoryBytes: 67_108_864,
        defaults: { maxAge: expect.any(Function), staleWhileRevalidate: 10, staleIfError: 300 },
      },
      redis: undefined,
      memories: { executions: 67_947_724, operations: 67_947_724, bodies: 15_099_494 },
      forwardHeaders: [],
      access: {
        mode: 'filter',
        errors: 'errors',
        showMissingScopes: false,
        policyModule: undefined,
        policyDeadlineMs: 1_000,
      },
      audit: {
        file: undefined,
        keys: [],
        rotateBytes: 67_108_864,
        onFailure: 'continue',
        requirePurpose: false,
      },
      maxBodyBytes: 1_048_576,
      limits: {
        characters: 131_072,
        tokens: 10_000,
        depth: 20,
        aliases: 60,
        rootFields: 40,
        selections: 4_000,
        cost: 50_000,
      },
      budgets: {
        anonymous: perMinute(3_000_000, 20_000),
        developer: perMinute(6_000_000, 30_000),
        partner: perMinute(12_000_000, 40_000),
        staff: perMinute(12_000_000, 40_000),
      },
      trustedProxyHops: 0,
      trustedProxyHeader: 'x-forwarded-for',
      agents: { isOn: false, executes: false },
      eventRetention: { milliseconds: 600_000, events: 20_000 },
      maxSubscriptionsPerClient: 500,
    })
  })

  it('takes each setting from its own variable', () => {
    expect(readConfig(EVERY_VARIABLE)).toEqual({
      host: 'localhost',
      port: 1,
      admin: { host: '::1', port: 18 },
      logLevel: 'warn',
      supergraphFile: 'graph.graphql',
      savedQueries: ['a', 'b'],
      documents: { registeredBytes: 2_097_152, trustedFile: 'trusted.json', trustedMode: 'only' },
      subgraphs: new Map([
        [
          'tourism',
          {
            ...SET,
            addresses: [{ url: 'http://tourism:4001/graphql?a=b', authorization: undefined }],
            origins: new Set(['http://tourism:4001']),
          },
        ],
      ]),
      otherSubgraphs: SET,
      trustsLoopback: true,
      passesHeadersUp: false,
      explorer: false,
      mapGround: '/maps/macao.pmtiles',
      cors: {
        origins: ['https://a.example', 'https://b.example'],
        allowedHeaders: ['x-one', 'x-two'],
        exposedHeaders: ['x-three'],
        maxAgeSeconds: 18,
        opensTables: false,
      },
      publicUrl: 'https://data.example/open',
      openData: true,
      connections: { keepAliveMs: 19, headersMs: 20, requestMs: 21, stalledMs: 24, max: 22 },
      introspection: false,
      publicVariant: true,
      overrideLabels: new Set(['new-parking', 'tourism/v2.1']),
      requestDeadlineMs: 3,
      drainDelayMs: 19,
      drainMs: 5,
      authFile: 'auth.json',
      developmentTokens: true,
      developmentKeyFile: 'key.json',
      singleFlight: false,
      namedSubgraphs: new Set(['tourism']),
      subgraphBureaus: new Map([['tourism', 'bureau']]),
      metrics: true,
      accessLogSample: 0.5,
      slowMs: 20,
      otlp: {
        endpoint: 'http://collector:4318',
        headers: { 'x-api-key': 'a=b', 'x-tenant': 'c' },
        serviceName: 'gateway-1',
        traceRatio: 0.25,
        metricIntervalMs: 21,
      },
      use: { databaseUrl: 'postgres://use@db/use', stateFolder: '/state', flushMs: 20_000 },
      cache: {
        memoryBytes: 7_340_032,
        defaults: { maxAge: expect.any(Function), staleWhileRevalidate: 8, staleIfError: 9 },
      },
      redis: {
        urls: ['rediss://a:6380', 'rediss://b:6380'],
        isCluster: true,
        caFile: 'ca.pem',
        budgetMs: 6,
      },
      forwardHeaders: ['x-one', 'x-two'],
      access: {
        mode: 'reject',
        errors: 'extensions',
        showMissingScopes: true,
        policyModule: 'policies.js',
        policyDeadlineMs: 10,
      },
      audit: {
        file: '-',
        keys: ['k'.repeat(32), 'l'.repeat(32)],
        rotateBytes: 65_536,
        onFailure: 'refuse',
        requirePurpose: true,
      },
      maxBodyBytes: 11,
      memories: { executions: 10_852_761, operations: 10_852_761, bodies: 2_411_724 },
      limits: {
        characters: 18,
        tokens: 12,
        depth: 13,
        aliases: 14,
        rootFields: 15,
        selections: 16,
        cost: 17,
      },
      budgets: {
        anonymous: perMinute(18, 19),
        developer: perMinute(6_000_000, 30_000),
        partner: perMinute(12_000_000, 40_000),
        staff: perMinute(20, 21),
      },
      trustedProxyHops: 2,
      trustedProxyHeader: 'forwarded',
      agents: { isOn: true, executes: true },
      eventRetention: { milliseconds: 22_000, events: 230 },
      maxSubscriptionsPerClient: 24,
    })
  })

  it('keeps the answers of a subgraph that says nothing as long as its own default says', () => {
    const { cache } = readConfig({ CACHE_DEFAULT_SECONDS: 'tourism=3600,culture=60' })
    expect(['tourism', 'culture', 'health'].map((name) => cache?.defaults.maxAge(name))).toEqual([
      3_600, 60, 0,
    ])
  })

  it('has no cache where it is off', () => {
    expect(readConfig({ CACHE: 'off' }).cache).toBeUndefined()
  })

  it.each([
    [{}, true],
    [{ CORS_TABLES: 'false' }, false],
    [{ CORS_ORIGINS: 'https://own.example' }, false],
    [{ CORS_ORIGINS: 'https://own.example', CORS_TABLES: 'true' }, true],
    [{ OPEN_DATA: 'false' }, false],
    [{ CORS_TABLES: 'false', OPEN_DATA: 'true' }, true],
  ])('describes the data to everybody where tables are for everybody: %o', (environment, isOpen) => {
    expect(readConfig(environment).openData).toBe(isOpen)
  })

  it('cannot be changed', () => {
    const config = readConfig(EVERY_VARIABLE)
    const { documents, cache, redis, access, audit, limits } = config
    for (const part of [config, documents, cache, redis, access, audit, limits])
      expect(Object.isFrozen(part)).toBe(true)
  })
})

describe('a configuration with faults', () => {
  it('is refused with every variable that cannot be read, in one order whatever the order of the environment', () => {
    const names = Object.keys(EVERY_VARIABLE).toReversed()
    expect(faultsOf(Object.fromEntries(names.map((name) => [name, '?'])))).toEqual([
      'PORT: expected a port from 0 to 65535; got "?".',
      'ADMIN_PORT: expected a port from 0 to 65535; got "?".',
      'LOG_LEVEL: expected one of trace, debug, info, warn, error, silent; got "?".',
      'PERSISTED_QUERIES_MB: expected megabytes from 1 to 1024; got "?".',
      'TRUSTED_DOCUMENTS: expected also, only or report; got "?".',
      'GATEWAY_SECRET: expected at least 16 characters; got a value of 1 characters.',
      'EXPLORER: expected true or false; got "?".',
      'CORS_MAX_AGE_SECONDS: expected seconds from 0 to 86400; got "?".',
      'CORS_TABLES: expected true or false; got "?".',
      'OPEN_DATA: expected true or false; got "?".',
      'INTROSPECTION: expected true or false; got "?".',
      'PUBLIC_VARIANT: expected true or false; got "?".',
      'REQUEST_DEADLINE_MS: expected milliseconds from 1 to 600000; got "?".',
      'SUBGRAPH_DEADLINE_MS: expected milliseconds from 1 to 600000; got "?".',
      'DRAIN_DELAY_MS: expected milliseconds from 0 to 600000; got "?".',
      'DRAIN_MS: expected milliseconds from 1 to 600000; got "?".',
      'KEEP_ALIVE_MS: expected milliseconds from 1 to 600000; got "?".',
      'HEADERS_TIMEOUT_MS: expected milliseconds from 1 to 600000; got "?".',
      'REQUEST_TIMEOUT_MS: expected milliseconds from 1 to 600000; got "?".',
      'MAX_CONNECTIONS: expected a whole number from 1 to 1000000; got "?".',
      'DEVELOPMENT_TOKENS: expected true or false; got a value of 1 characters.',
      'SINGLE_FLIGHT: expected true or false; got "?".',
      'METRICS: expected true or false; got "?".',
      'ACCESS_LOG_SAMPLE: expected a number from 0 to 1, such as 0.01; got "?".',
      'SLOW_MS: expected milliseconds from 1 to 600000; got "?".',
      'OTEL_TRACES_SAMPLER_ARG: expected a number from 0 to 1, such as 0.01; got "?".',
      'OTEL_METRIC_EXPORT_INTERVAL: expected milliseconds from 1 to 600000; got "?".',
      'USE_DATABASE_URL: expected an address such as postgres://user:password@host:5432/use; got a value of 1 characters.',
      'USE_FLUSH_SECONDS: expected seconds from 1 to 3600; got "?".',
      'CACHE: expected on or off; got "?".',
      'REDIS_CLUSTER: expected true or false; got "?".',
      'REDIS_BUDGET_MS: expected milliseconds from 1 to 600000; got "?".',
      'CACHE_MEMORY_MB: expected megabytes from 1 to 65536; got "?".',
      'CACHE_STALE_SECONDS: expected seconds from 0 to 31536000; got "?".',
      'CACHE_STALE_ON_ERROR_SECONDS: expected seconds from 0 to 31536000; got "?".',
      'ACCESS_MODE: expected filter, reject or report; got "?".',
      'ACCESS_ERRORS: expected errors, extensions or none; got "?".',
      'ACCESS_SHOW_MISSING_SCOPES: expected true or false; got "?".',
      'POLICY_DEADLINE_MS: expected milliseconds from 1 to 600000; got "?".',
      'AUDIT_ROTATE_BYTES: expected bytes from 65536 to 1073741824; got "?".',
      'AUDIT_ON_FAILURE: expected continue or refuse; got "?".',
      'AUDIT_REQUIRE_PURPOSE: expected true or false; got "?".',
      'MAX_BODY_BYTES: expected a whole number from 1 to 10000000; got "?".',
      'MAX_CHARACTERS: expected a whole number from 1 to 10000000; got "?".',
      'MAX_TOKENS: expected a whole number from 1 to 10000000; got a value of 1 characters.',
      'MAX_DEPTH: expected a whole number from 1 to 10000000; got "?".',
      'MAX_ALIASES: expected a whole number from 1 to 10000000; got "?".',
      'MAX_ROOT_FIELDS: expected a whole number from 1 to 10000000; got "?".',
      'MAX_SELECTIONS: expected a whole number from 1 to 10000000; got "?".',
      'MAX_COST: expected a whole number from 1 to 10000000; got "?".',
      'TRUSTED_PROXY_HOPS: expected a number of proxies from 0 to 10; got "?".',
      'TRUSTED_PROXY_HEADER: expected X-Forwarded-For or Forwarded; got "?".',
      'EVENT_RETENTION_SECONDS: expected a number of seconds from 1 to 86400; got "?".',
      'MAX_SUBSCRIPTIONS_PER_CLIENT: expected a number of subscriptions from 1 to 1000000; got "?".',
      'MAX_EVENTS_PER_TOPIC: expected a number of events from 100 to 1000000; got "?".',
      'MCP: expected true or false; got "?".',
      'MCP_EXECUTE: expected true or false; got "?".',
      'MEMORY_MB: expected megabytes from 32 to 65536; got "?".',
      'CORS_ORIGINS: expected * or origins as browsers send them, such as https://a.example, separated by commas; got "?".',
      'CORS_ALLOWED_HEADERS: expected names of headers separated by commas; got "?".',
      'CORS_EXPOSED_HEADERS: expected names of headers separated by commas; got "?".',
      'PUBLIC_URL: expected an address such as https://data.example.org, without a query; got "?".',
      'MAP_GROUND: expected a file whose name ends in .pmtiles or .geojson; got "?".',
      'ADMIN_HOST: expected an address only with ADMIN_PORT; got "?".',
      'OVERRIDE_LABELS: expected labels of progressive overrides separated by commas, such as "new-parking" (percent(n) goes by its own number); got "?".',
      'SUBGRAPH_URLS: expected name=address pairs separated by commas, such as "stock=http://stock:4001/graphql"; got "?".',
      'SUBGRAPH_BUREAUS: expected subgraph=bureau pairs separated by commas, such as "stock=trade"; got "?".',
      'REDIS_URL: expected an address such as "redis://redis:6379" or "rediss://redis:6380", or several of one kind; got a value of 1 characters.',
      'REDIS_CA_FILE: expected nothing unless REDIS_URL begins with rediss://; got "?".',
      'CACHE_DEFAULT_SECONDS: expected name=seconds pairs separated by commas, such as "stock=3600,prices=60"; got "?".',
      'AUDIT_KEY: expected at least 32 characters, or several such keys separated by commas, the newest first; got a value of 1 characters.',
      'OTEL_EXPORTER_OTLP_ENDPOINT: expected an address without credentials such as "http://collector:4318"; got "?".',
      'OTEL_EXPORTER_OTLP_HEADERS: expected name=value pairs separated by commas, such as "x-api-key=abc"; got a value of 1 characters.',
      'BUDGETS: expected tier=cost:milliseconds separated by commas, for a minute each, such as "anonymous=3000000:20000"; tiers are anonymous, developer, partner and staff; got "?".',
    ])
  })

  it('is refused with every rule between variables that is broken', () => {
    expect(faultsOf(EVERY_RULE_BROKEN)).toEqual([
      'MAP_GROUND: expected a file whose name ends in .pmtiles or .geojson; got "macao.json".',
      'ADMIN_HOST: expected an address only with ADMIN_PORT; got "0.0.0.0".',
      'OVERRIDE_LABELS: expected labels of progressive overrides separated by commas, such as "new-parking" (percent(n) goes by its own number); got "percent(5)".',
      'SUBGRAPH_URLS: expected name=address pairs separated by commas, such as "stock=http://stock:4001/graphql"; got "x".',
      'SUBGRAPH_BUREAUS: expected subgraph=bureau pairs separated by commas, such as "stock=trade"; got "x".',
      'REDIS_URL: expected an address such as "redis://redis:6379" or "rediss://redis:6380", or several of one kind; got a value of 20 characters.',
      'REDIS_CLUSTER: expected true for several addresses in REDIS_URL, which are nodes of a cluster; got nothing.',
      'REDIS_CA_FILE: expected nothing unless REDIS_URL begins with rediss://; got "a".',
      'CACHE_DEFAULT_SECONDS: expected name=seconds pairs separated by commas, such as "stock=3600,prices=60"; got "x".',
      'DEVELOPMENT_TOKENS: expected false in production (where NODE_ENV is set, and neither development nor test) and on addresses that others reach: anybody at this machine can make such a token; got a value of 4 characters.',
      'TRUSTED_DOCUMENTS: expected "only" and "report" together with TRUSTED_DOCUMENTS_FILE, which lists them; got "only".',
      'AUDIT_KEY: expected at least 32 characters, or several such keys separated by commas, the newest first; got a value of 5 characters.',
      'AUDIT_REQUIRE_PURPOSE: expected true only with AUDIT_FILE: a purpose that is kept nowhere binds nobody; got "true".',
      'BUDGETS: expected tier=cost:milliseconds separated by commas, for a minute each, such as "anonymous=3000000:20000"; tiers are anonymous, developer, partner and staff; got "public=1:1".',
    ])
  })

  it('names numbers that cannot be read before the rules that are broken', () => {
    expect(faultsOf({ SUBGRAPH_URLS: 'x', MAX_DEPTH: '0', PORT: 'x' })).toEqual([
      'PORT: expected a port from 0 to 65535; got "x".',
      'MAX_DEPTH: expected a whole number from 1 to 10000000; got "0".',
      'SUBGRAPH_URLS: expected name=address pairs separated by commas, such as "stock=http://stock:4001/graphql"; got "x".',
    ])
  })

  it('names broken rules in the same round as a word that is not one of those that a variable may have', () => {
    expect(faultsOf({ ...EVERY_RULE_BROKEN, METRICS: 'x' })).toEqual([
      'METRICS: expected true or false; got "x".',
      ...faultsOf(EVERY_RULE_BROKEN),
    ])
  })

  it('judges rules over a variable that cannot be read by its default', () => {
    expect(faultsOf({ TRUSTED_DOCUMENTS: 'x', DEVELOPMENT_TOKENS: 'yes', NODE_ENV: 'production' })).toEqual([
      'TRUSTED_DOCUMENTS: expected also, only or report; got "x".',
      'DEVELOPMENT_TOKENS: expected true or false; got a value of 3 characters.',
    ])
  })

  it('is refused with one port for everybody and for those who run it, unless any will do', () => {
    expect(faultsOf({ ADMIN_PORT: '4000' })).toEqual([
      'ADMIN_PORT: expected another port than PORT, which is for everybody; got "4000".',
    ])
    expect(faultsOf({ PORT: '0', ADMIN_PORT: '0' })).toEqual([])
  })

  it.each([
    ['in production', { NODE_ENV: 'production' }],
    ['in what is called production otherwise', { NODE_ENV: 'prod' }],
    ['in what may be anything', { NODE_ENV: 'staging' }],
    ['on an address that others reach', { HOST: '0.0.0.0' }],
  ])('is refused with development tokens %s', (_, environment) => {
    expect(faultsOf({ ...environment, DEVELOPMENT_TOKENS: 'true' })).toEqual([
      expect.stringMatching(/^DEVELOPMENT_TOKENS: expected false in production/),
    ])
  })
})

const USUAL = {
  addresses: [],
  origins: new Set(),
  secret: undefined,
  deadlineMs: 5_000,
  connections: 128,
  maxBytes: 33_554_432,
  headers: { forward: new Map(), set: {}, toClient: [] },
  tls: { caFile: undefined, certificate: undefined },
  errors: { codes: [], extensions: [] },
}

const SET = {
  ...USUAL,
  secret: 'a-secret-of-the-gateway',
  deadlineMs: 4,
  headers: {
    ...USUAL.headers,
    forward: new Map([
      ['x-one', 'x-one'],
      ['x-two', 'x-two'],
    ]),
  },
}

const EVERY_VARIABLE: Environment = {
  HOST: 'localhost',
  PORT: '1',
  ADMIN_HOST: '::1',
  ADMIN_PORT: '18',
  LOG_LEVEL: 'warn',
  SUPERGRAPH_FILE: 'graph.graphql',
  SAVED_QUERIES: 'a,b',
  PERSISTED_QUERIES_MB: '2',
  TRUSTED_DOCUMENTS_FILE: 'trusted.json',
  TRUSTED_DOCUMENTS: 'only',
  SUBGRAPH_URLS: 'tourism=http://tourism:4001/graphql?a=b',
  GATEWAY_SECRET: 'a-secret-of-the-gateway',
  EXPLORER: 'false',
  MAP_GROUND: '/maps/macao.pmtiles',
  CORS_ORIGINS: 'https://a.example,https://b.example',
  CORS_ALLOWED_HEADERS: 'X-One,x-two',
  CORS_EXPOSED_HEADERS: 'x-three',
  CORS_MAX_AGE_SECONDS: '18',
  CORS_TABLES: 'false',
  PUBLIC_URL: 'https://data.example/open/',
  OPEN_DATA: 'true',
  KEEP_ALIVE_MS: '19',
  HEADERS_TIMEOUT_MS: '20',
  REQUEST_TIMEOUT_MS: '21',
  MAX_CONNECTIONS: '22',
  INTROSPECTION: 'false',
  PUBLIC_VARIANT: 'true',
  OVERRIDE_LABELS: 'new-parking, tourism/v2.1',
  REQUEST_DEADLINE_MS: '3',
  SUBGRAPH_DEADLINE_MS: '4',
  DRAIN_DELAY_MS: '19',
  DRAIN_MS: '5',
  AUTH_FILE: 'auth.json',
  DEVELOPMENT_TOKENS: 'true',
  DEVELOPMENT_KEY_FILE: 'key.json',
  NODE_ENV: 'test',
  SINGLE_FLIGHT: 'false',
  SUBGRAPH_BUREAUS: 'tourism=bureau',
  METRICS: 'true',
  ACCESS_LOG_SAMPLE: '0.5',
  SLOW_MS: '20',
  OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/',
  OTEL_EXPORTER_OTLP_HEADERS: 'X-Api-Key=a=b,x-tenant=c',
  OTEL_SERVICE_NAME: 'gateway-1',
  OTEL_TRACES_SAMPLER_ARG: '.25',
  OTEL_METRIC_EXPORT_INTERVAL: '21',
  USE_DATABASE_URL: 'postgres://use@db/use',
  USE_FLUSH_SECONDS: '20',
  STATE_DIR: '/state',
  CACHE: 'on',
  REDIS_URL: 'rediss://a:6380,rediss://b:6380',
  REDIS_CLUSTER: 'true',
  REDIS_CA_FILE: 'ca.pem',
  REDIS_BUDGET_MS: '6',
  CACHE_MEMORY_MB: '7',
  CACHE_DEFAULT_SECONDS: 'tourism=60',
  CACHE_STALE_SECONDS: '8',
  CACHE_STALE_ON_ERROR_SECONDS: '9',
  FORWARD_HEADERS: 'X-One,x-two',
  ACCESS_MODE: 'reject',
  ACCESS_ERRORS: 'extensions',
  ACCESS_SHOW_MISSING_SCOPES: 'true',
  POLICY_MODULE: 'policies.js',
  POLICY_DEADLINE_MS: '10',
  AUDIT_FILE: '-',
  AUDIT_KEY: `${'k'.repeat(32)},${'l'.repeat(32)}`,
  AUDIT_ROTATE_BYTES: '65536',
  AUDIT_ON_FAILURE: 'refuse',
  AUDIT_REQUIRE_PURPOSE: 'true',
  MAX_BODY_BYTES: '11',
  MAX_CHARACTERS: '18',
  MAX_TOKENS: '12',
  MAX_DEPTH: '13',
  MAX_ALIASES: '14',
  MAX_ROOT_FIELDS: '15',
  MAX_SELECTIONS: '16',
  MAX_COST: '17',
  MEMORY_MB: '32',
  MCP: 'true',
  MCP_EXECUTE: 'true',
  EVENT_RETENTION_SECONDS: '22',
  MAX_EVENTS_PER_TOPIC: '230',
  MAX_SUBSCRIPTIONS_PER_CLIENT: '24',
  BUDGETS: 'anonymous=18:19, staff=20:21',
  TRUSTED_PROXY_HOPS: '2',
  TRUSTED_PROXY_HEADER: 'Forwarded',
}

const EVERY_RULE_BROKEN: Environment = {
  HOST: '0.0.0.0',
  ADMIN_HOST: '0.0.0.0',
  MAP_GROUND: 'macao.json',
  SUBGRAPH_URLS: 'x',
  SUBGRAPH_BUREAUS: 'x',
  OVERRIDE_LABELS: 'percent(5)',
  REDIS_URL: 'redis://a,rediss://b',
  REDIS_CA_FILE: 'a',
  CACHE_DEFAULT_SECONDS: 'x',
  DEVELOPMENT_TOKENS: 'true',
  TRUSTED_DOCUMENTS: 'only',
  AUDIT_KEY: 'short',
  AUDIT_REQUIRE_PURPOSE: 'true',
  BUDGETS: 'public=1:1',
}

function perMinute(cost: number, cpuMs: number) {
  return { cost: { quota: cost, windowMs: 60_000 }, cpu: { quota: cpuMs, windowMs: 60_000 } }
}

/** The lines of the refusal, without the one that introduces them. */
function faultsOf(environment: Environment): readonly string[] {
  try {
    readConfig(environment)
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.message
      .split('\n')
      .slice(1)
      .map((line) => line.trim())
  }
}
