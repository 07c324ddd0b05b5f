import { readFile, writeFile } from 'node:fs/promises'
import { format } from 'prettier'
import { describe, expect, it } from 'vitest'
import { ConfigError, type Environment } from '../../../kit/config.ts'
import { readConfig } from './config.ts'
import { writeFileSchema } from './fileSchema.ts'

describe('a file of settings', () => {
  it('says what the environment may say, by its own keys', () => {
    const config = read(
      'port: 4100\nmetrics: true\ncorsOrigins: [https://a.example, https://b.example]\nlogLevel: warn',
    )
    expect(config).toMatchObject({
      port: 4_100,
      metrics: true,
      cors: { origins: ['https://a.example', 'https://b.example'] },
      logLevel: 'warn',
    })
  })

  it('comes after the environment, and before the defaults', () => {
    const config = read('port: 4100\nhost: 127.0.0.2', { PORT: '4200', HOST: '' })
    expect(config).toMatchObject({ port: 4_200, host: '127.0.0.2', requestDeadlineMs: 15_000 })
  })

  it.each(['', '# nothing but this line', '{}'])('may be %j', (text) => {
    expect(read(text)).toEqual({ ...readConfig({}), cache: expect.anything() })
  })

  it('has empty lists where the defaults have none', () => {
    expect(read('savedQueries: []\nsubgraphBureaus: []')).toMatchObject({
      savedQueries: [],
      subgraphBureaus: new Map(),
    })
  })

  it('says all of one subgraph, whatever its name', () => {
    const names = ['Products', 'my.service', '2nd', 'constructor', 'toString']
    for (const name of names) expect(read(EVERYTHING_OF_ONE(name)).subgraphs.get(name)).toEqual(ONE)
  })

  it('gives a subgraph the headers that all get, but for those that it removes and renames', () => {
    const { subgraphs, otherSubgraphs, forwardHeaders } = read(
      'forwardHeaders: [x-tenant, Authorization]\nsubgraphs: {a: {headers: {remove: [authorization], rename: {X-Tenant: x-customer}, forward: [x-own]}}}',
    )
    expect(subgraphs.get('a')?.headers.forward).toEqual(
      new Map([
        ['x-tenant', 'x-customer'],
        ['x-own', 'x-own'],
      ]),
    )
    expect([...otherSubgraphs.headers.forward.keys()]).toEqual(['x-tenant', 'authorization'])
    expect(forwardHeaders).toEqual(['x-tenant', 'authorization', 'x-own'])
  })

  it('gives its addresses to those of SUBGRAPH_URLS, and keeps the rest', () => {
    const { subgraphs } = read('subgraphs: {a: {url: "http://file/", deadlineMs: 7}}', {
      SUBGRAPH_URLS: 'a=http://environment/',
    })
    expect(subgraphs.get('a')).toMatchObject({
      addresses: [{ url: 'http://environment/' }],
      origins: new Set(['http://environment']),
      deadlineMs: 7,
    })
  })

  it('takes credentials out of an address', () => {
    const { subgraphs } = read('subgraphs: {a: {url: "https://us%40er:pass@a.example/graphql?x=1"}}')
    expect(subgraphs.get('a')?.addresses).toEqual([
      {
        url: 'https://a.example/graphql?x=1',
        authorization: `Basic ${Buffer.from('us@er:pass').toString('base64')}`,
      },
    ])
  })
})

describe('variables of the environment in a file', () => {
  it.each([
    ['${HERE}', 'value'],
    ['a-${HERE}-b-${HERE}', 'a-value-b-value'],
    ['${GONE:-usual}', 'usual'],
    ['${EMPTY:-usual}', 'usual'],
    ['${GONE:-}', ''],
    ['${HERE:-usual}', 'value'],
    ['$${HERE}', '${HERE}'],
    ['$HERE', '$HERE'],
  ])('%s is %s', (written, meant) => {
    const { subgraphs } = read(`subgraphs: {a: {headers: {set: {x-a: '${written}'}}}}`, {
      HERE: 'value',
      EMPTY: '',
    })
    expect(subgraphs.get('a')?.headers.set['x-a']).toBe(meant)
  })

  it('stand for numbers and words too, and never for YAML', () => {
    expect(read('port: ${P}\nmetrics: ${M}', { P: '4100', M: 'true' })).toMatchObject({
      port: 4_100,
      metrics: true,
    })
    expect(faultsOf('port: ${P}', { P: '1\nmetrics: true' })).toEqual([
      'gateway.yaml:1: port: expected a port from 0 to 65535; got "${P}", which is a value of 15 characters.',
    ])
  })
})

describe('a file with faults', () => {
  it('is refused with all of them at once, each with its place, and those of the environment', () => {
    const text = `
prot: 4100
logLevel: loud
accessMode: \${MODE}
requestDeadlineMs: 0
cacheDefaultSeconds: [tourism]
subgraphs:
  tourism:
    deadlinMs: 5
    url: tourism:4001
    secret: hunter2
    deadlineMs: soon
    headers:
      set: { content-length: "1" }
      forward: x-a
      toClient: [set-cookie]
    tls: { certificate: a.pem }
    origins: [https://a.example/path]
  a b: {}
  culture: ["x"]
completely: {}
`
    expect(faultsOf(text, { METRICS: 'x' })).toEqual([
      'gateway.yaml:2: prot: expected perhaps port; got the key "prot".',
      'gateway.yaml:3: logLevel: expected one of trace, debug, info, warn, error, silent; got "loud".',
      'gateway.yaml:4: accessMode: expected the environment variable MODE; got nothing.',
      'gateway.yaml:5: requestDeadlineMs: expected milliseconds from 1 to 600000; got 0.',
      'gateway.yaml:9: subgraphs.tourism.deadlinMs: expected perhaps deadlineMs; got the key "deadlinMs".',
      'gateway.yaml:10: subgraphs.tourism.url: expected an address such as "http://stock:4001/graphql"; got "tourism:4001".',
      'gateway.yaml:11: subgraphs.tourism.secret: expected at least 16 characters; got a value of 7 characters.',
      'gateway.yaml:12: subgraphs.tourism.deadlineMs: expected milliseconds from 1 to 600000; got "soon".',
      'gateway.yaml:14: subgraphs.tourism.headers.set.content-length: expected the name of a header that is neither HTTP’s own nor the gateway’s; got the key "content-length".',
      'gateway.yaml:15: subgraphs.tourism.headers.forward: expected a list of names of headers; got "x-a".',
      'gateway.yaml:16: subgraphs.tourism.headers.toClient.0: expected the name of a header that the gateway does not write itself, and that is no cookie; got "set-cookie".',
      'gateway.yaml:17: subgraphs.tourism.tls: expected both certificate and key, or neither; got keys with values.',
      'gateway.yaml:18: subgraphs.tourism.origins.0: expected an origin such as "https://stock.example", without a path; got "https://a.example/path".',
      'gateway.yaml:19: subgraphs.a b: expected the name of a subgraph, without blanks, commas and =; got the key "a b".',
      'gateway.yaml:20: subgraphs.culture: expected keys with values, such as "key: value"; got a list.',
      expect.stringMatching(
        /^gateway.yaml:21: completely: expected one of host, port, .*; got the key "completely"\.$/,
      ),
      'METRICS: expected true or false; got "x".',
      'gateway.yaml:6: cacheDefaultSeconds: expected name=seconds pairs separated by commas, such as "stock=3600,prices=60"; got "tourism".',
    ])
  })

  it.each([
    ['a key twice', 'port: 1\nport: 2', 'gateway.yaml:2: expected YAML; got a fault DUPLICATE_KEY.'],
    [
      'a subgraph twice',
      'subgraphs:\n  a: {}\n  a: {}',
      'gateway.yaml:3: expected YAML; got a fault DUPLICATE_KEY.',
    ],
    [
      'no end',
      'subgraphs: {a: {secret: hunter2-hunter2-hunter2',
      'gateway.yaml:1: expected YAML; got a fault',
    ],
    ['a list', '- a', 'gateway.yaml:1: expected keys with values'],
  ])('is refused with %s', (_what, text, fault) => {
    expect(faultsOf(text)[0]).toContain(fault)
    expect(faultsOf(text).join()).not.toContain('hunter2')
  })

  it.each([
    ['a secret', 'subgraphs: {a: {secret: hunter2}}', {}],
    ['a secret of another kind', 'subgraphs: {a: {secret: [hunter2]}}', {}],
    ['a header', 'subgraphs: {a: {headers: {set: {x-a: "hunter2\\nx"}}}}', {}],
    ['an address with credentials', 'subgraphs: {a: {url: "ftp://user:hunter2@a/"}}', {}],
    ['a variable', 'accessMode: ${MODE}', { MODE: 'hunter2' }],
    ['a secret of the gateway', 'gatewaySecret: hunter2', {}],
    ['an address of the environment', '', { SUBGRAPH_URLS: 'a=htp://user:hunter2@a/' }],
  ])('never repeats %s', (_what, text, environment) => {
    const faults = faultsOf(text, environment)
    expect(faults).toHaveLength(1)
    expect(faults.join()).not.toContain('hunter2')
  })

  it('names a subgraph once, in the environment too', () => {
    expect(faultsOf('', { SUBGRAPH_URLS: 'a=http://a/,a=http://b/' })).toEqual([
      'SUBGRAPH_URLS: expected each name once (several addresses of one subgraph stand in the file of --config); got "a=http://a/,a=http://b/".',
    ])
  })
})

it('has a JSON Schema, which editors read: renew it by UPDATE_GOLDEN=1 npx vitest run gateway/process/config', async () => {
  const golden = new URL('gateway.schema.json', import.meta.url)
  const written = await format(JSON.stringify(writeFileSchema()), { parser: 'json', printWidth: 110 })
  if (process.env.UPDATE_GOLDEN) await writeFile(golden, written)
  expect(await readFile(golden, 'utf8')).toBe(written)
})

function read(text: string, environment: Environment = {}) {
  return readConfig(environment, { name: 'gateway.yaml', text })
}

function faultsOf(text: string, environment: Environment = {}): readonly string[] {
  try {
    read(text, environment)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

const EVERYTHING_OF_ONE = (name: string) => `
subgraphs:
  ${name}:
    url: [https://a.example/graphql, https://b.example/graphql]
    origins: [https://c.example]
    secret: a secret of this subgraph
    deadlineMs: 2500
    connections: 16
    maxBytes: 1000000
    headers:
      forward: [X-Tenant]
      rename: { X-User: x-customer }
      set: { X-Api-Key: abc }
      remove: []
      toClient: [X-Trace]
    tls: { ca: ca.pem, certificate: client.pem, key: client.key }
    errors: { codes: [OUT_OF_STOCK], extensions: [retryAfter] }
`

const ONE = {
  addresses: [
    { url: 'https://a.example/graphql', authorization: undefined },
    { url: 'https://b.example/graphql', authorization: undefined },
  ],
  origins: new Set(['https://a.example', 'https://b.example', 'https://c.example']),
  secret: 'a secret of this subgraph',
  deadlineMs: 2_500,
  connections: 16,
  maxBytes: 1_000_000,
  headers: {
    forward: new Map([
      ['x-tenant', 'x-tenant'],
      ['x-user', 'x-customer'],
    ]),
    set: { 'x-api-key': 'abc' },
    toClient: ['x-trace'],
  },
  tls: { caFile: 'ca.pem', certificate: { file: 'client.pem', keyFile: 'client.key' } },
  errors: { codes: ['OUT_OF_STOCK'], extensions: ['retryAfter'] },
}
