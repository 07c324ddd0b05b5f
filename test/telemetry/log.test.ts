import { afterEach, describe, expect, it } from 'vitest'
import { makeCertificates } from '../cache/tls/certificates.ts'
import { createServer as createTlsServer } from 'node:https'
import { readFile } from 'node:fs/promises'
import { portOf } from '../kit/subgraph.ts'
import {
  isRequest,
  startSeenGateway,
  stopAll,
  type InsteadOfStock,
  type Line,
  type SeenGateway,
} from './seenGateway.ts'

afterEach(stopAll)

const BOTH = 'query Both { shops { id pieces } }'

function ask(
  { send }: SeenGateway,
  id: string,
  query: string,
  headers: Readonly<Record<string, string>> = {},
  variables: object = {},
) {
  return send('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-request-id': id, ...headers },
    body: JSON.stringify({ query, variables }),
  })
}

describe('the access log', () => {
  it('tells of a request what was asked, how long each stage took, and each call', async () => {
    const gateway = await startSeenGateway()
    const { body } = await ask(gateway, 'request-1', BOTH, {
      'apollographql-client-name': 'parking-app',
      'apollographql-client-version': '2.1',
    })
    expect(JSON.parse(body)).toEqual({
      data: {
        shops: [
          { id: '1', pieces: 1 },
          { id: '2', pieces: 2 },
        ],
      },
    })
    const line = await gateway.line(isRequest('request-1'))
    const call = {
      start_ms: expect.any(Number),
      ms: expect.any(Number),
      bytes: expect.any(Number),
      status: 200,
      coalesced: false,
      cache: { asked: 0, known: 0, stale: 0 },
      retries: 0,
      breaker: 'closed',
      code: null,
    }
    expect(line).toMatchObject({
      'event.dataset': 'gateway.access',
      'event.outcome': 'success',
      'http.request.method': 'POST',
      'http.response.status_code': 200,
      'url.path': '/graphql',
      'graphql.operation.name': 'Both',
      'graphql.operation.type': 'query',
      'graphql.document.hash': expect.stringMatching(/^[0-9a-f]{64}$/),
      'gateway.kind': 'graphql',
      'gateway.client.name': 'parking-app',
      'gateway.client.version': '2.1',
      'gateway.client.verified': false,
      'gateway.tier': 'public',
      'gateway.execution': 'executed',
      'gateway.denied': 0,
      'gateway.calls': [
        { subgraph: 'shops', entities: 0, ...call },
        { subgraph: 'stock', entities: 2, ...call },
      ],
    })
    expect(line['http.response.bytes']).toBeGreaterThan(body.length)
    expect(line['gateway.cost']).toBeGreaterThan(0)
    // Two shops came, of ten that were assumed.
    expect(line['gateway.cost_measured']).toBe(2)
    const stages = Object.values(line['gateway.stages_ms'] ?? {}).map(Number)
    expect(stages.length).toBe(6)
    const whole = Number(line['event.duration']) / 1e6
    expect(stages.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(whole + 0.01)
  })

  it('tells how the cache was used', async () => {
    const gateway = await startSeenGateway({ environment: { CACHE_DEFAULT_SECONDS: 'stock=60' } })
    await ask(gateway, 'request-1', 'query First { shops { id pieces } }')
    // Another operation that needs the same entities.
    await ask(gateway, 'request-2', 'query Second { shops { pieces name } }')
    const uses = await Promise.all(
      ['request-1', 'request-2'].map(async (id) => {
        const { 'gateway.calls': calls } = await gateway.line(isRequest(id))
        return (calls as Line[]).find(({ subgraph }) => subgraph === 'stock')?.['cache']
      }),
    )
    expect(uses).toEqual([
      { asked: 2, known: 0, stale: 0 },
      { asked: 2, known: 2, stale: 0 },
    ])
  })

  it('tells of a response that was known whole that it was', async () => {
    const gateway = await startSeenGateway({ environment: { CACHE_DEFAULT_SECONDS: 'shops=60,stock=60' } })
    for (const id of ['request-1', 'request-2', 'request-3']) await ask(gateway, id, BOTH)
    const line = await gateway.line(isRequest('request-3'))
    expect(line).toMatchObject({ 'gateway.execution': 'cached', 'gateway.calls': [] })
  })

  it('has requests of every kind', async () => {
    const gateway = await startSeenGateway()
    const kinds: unknown[] = []
    const sent: readonly (readonly [path: string, method: string, accept: string])[] = [
      ['/q/shops.csv', 'GET', '*/*'],
      ['/status.json', 'GET', '*/*'],
      ['/cache/invalidate', 'POST', '*/*'],
      ['/graphql?query=%7Bhello%7D', 'GET', 'text/csv'],
    ]
    for (const [index, [path, method, accept]] of sent.entries()) {
      const id = `request-${index}`
      const headers = { 'x-request-id': id, 'apollo-require-preflight': '1', accept }
      await gateway.send(path, { method, headers })
      const line = await gateway.line(isRequest(id))
      kinds.push([line['gateway.kind'], line['http.response.status_code'], line['gateway.codes']])
    }
    expect(kinds).toEqual([
      ['savedQuery', 200, undefined],
      ['page', 200, undefined],
      ['invalidation', 415, ['UNSUPPORTED_MEDIA_TYPE']],
      ['table', 200, undefined],
    ])
  })

  it('leaves successes out as its share says, and never a request that failed', async () => {
    const gateway = await startSeenGateway({
      environment: { ACCESS_LOG_SAMPLE: '0', REQUEST_DEADLINE_MS: '200', SUBGRAPH_DEADLINE_MS: '5000' },
      insteadOfStock: () => true,
    })
    await ask(gateway, 'request-1', '{ hello }')
    await ask(gateway, 'request-2', '{ unknown }')
    const { status } = await ask(gateway, 'request-3', BOTH)
    const line = await gateway.line(isRequest('request-3'))
    expect(line).toMatchObject({ level: 40, 'http.response.status_code': status, 'event.outcome': 'failure' })
    expect(gateway.lines.filter(({ msg }) => msg === 'request')).toEqual([line])
  })

  it('tells how often a call was sent again', async () => {
    let asked = 0
    const gateway = await startSeenGateway({
      insteadOfStock(_, response) {
        if (asked++ > 0) return false
        response.writeHead(503, { 'retry-after': '0' }).end()
        return true
      },
    })
    await ask(gateway, 'request-1', BOTH)
    const { 'gateway.calls': calls } = await gateway.line(isRequest('request-1'))
    expect(calls).toMatchObject([
      { subgraph: 'shops', retries: 0, status: 200 },
      { subgraph: 'stock', retries: 1, status: 200, code: null },
    ])
  })

  it('tells of a client that was gone before its answer', async () => {
    const client = new AbortController()
    const gateway = await startSeenGateway({
      insteadOfStock() {
        client.abort()
        return true
      },
    })
    const asked = fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-request-id': 'request-1' },
      body: JSON.stringify({ query: BOTH }),
      signal: client.signal,
    })
    await expect(asked).rejects.toThrow('aborted')
    expect(await gateway.line(isRequest('request-1'))).toMatchObject({ 'http.response.status_code': 499 })
    expect(gateway.lines.filter(({ msg }) => msg === 'call of a subgraph failed')).toEqual([])
  })

  it('tells a slow one with its plan, alike for alike ones', async () => {
    const gateway = await startSeenGateway({
      environment: { SLOW_MS: '1', ACCESS_LOG_SAMPLE: '0' },
      insteadOfStock(_, response) {
        setTimeout(() => response.end('{"data":{"_entities":[{"pieces":1},{"pieces":1}]}}'), 20)
        return true
      },
    })
    const hashes = []
    for (const id of ['request-1', 'request-2']) {
      await ask(gateway, id, BOTH)
      const line = await gateway.line((one) => one['msg'] === 'slow request' && one['http.request.id'] === id)
      hashes.push(line['gateway.plan.hash'])
    }
    expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/)
    expect(hashes[1]).toBe(hashes[0])
  })

  it('says nothing where the level is silent', async () => {
    const gateway = await startSeenGateway({ environment: { LOG_LEVEL: 'silent' } })
    await ask(gateway, 'request-1', BOTH)
    await gateway.stop()
    expect(gateway.lines).toEqual([])
  })

  it('has no token, no value of a variable, no text of an operation and no secret of an address', async () => {
    const gateway = await startSeenGateway({
      environment: { SLOW_MS: '1', METRICS: 'true', GATEWAY_SECRET: 'gateway-secret-of-the-test' },
      stockUrl: 'http://user-of-test:password-of-test@127.0.0.1:1/graphql?key=address-key-of-test',
    })
    const variables = { near: 'value-of-a-variable' }
    const query =
      'query Near($near: String) { shops(near: $near) { pieces } hello(to: "literal-of-the-text") }'
    await ask(gateway, 'request-1', query, { authorization: 'Bearer token-of-test' }, variables)
    await ask(gateway, 'request-2', query, { cookie: 'cookie-of-test' }, variables)
    await gateway.send(`/token-in-a-path?x=value-in-a-query`, { headers: { 'x-request-id': 'request-3' } })
    for (const id of ['request-1', 'request-2', 'request-3']) await gateway.line(isRequest(id))
    await gateway.line(({ msg }) => msg === 'call of a subgraph failed')
    const told = [
      'token-of-test',
      'value-of-a-variable',
      'literal-of-the-text',
      'cookie-of-test',
      'gateway-secret',
      'password-of-test',
      'user-of-test',
      'address-key',
      'token-in-a-path',
      'value-in-a-query',
    ].filter((secret) => gateway.output().includes(secret))
    expect(told).toEqual([])
  })
})

describe('names that clients choose', () => {
  it.each([
    ['of 10 KB', 'x'.repeat(10_000), 'x'.repeat(100)],
    ['with control characters', 'a\tb\u0085c', 'abc'],
  ])('%s are cut and cleaned', async (_, name, expected) => {
    const gateway = await startSeenGateway()
    await ask(gateway, 'request-1', '{ hello }', { 'apollographql-client-name': name })
    expect((await gateway.line(isRequest('request-1')))['gateway.client.name']).toBe(expected)
  })

  it('are cut where they name an operation', async () => {
    const gateway = await startSeenGateway()
    await ask(gateway, 'request-1', `query ${'O'.repeat(10_000)} { hello }`)
    expect((await gateway.line(isRequest('request-1')))['graphql.operation.name']).toBe('O'.repeat(100))
  })
})

describe('a call of a subgraph that failed', () => {
  const isFailure = (line: Line): boolean => line['msg'] === 'call of a subgraph failed'

  const answerWith =
    (status: number, body: string): InsteadOfStock =>
    (_, response) => {
      response.writeHead(status).end(body)
      return true
    }
  const breakOff: InsteadOfStock = (request) => {
    request.socket.destroy()
    return true
  }

  it.each<[string, InsteadOfStock | string, object]>([
    [
      'refused',
      'http://127.0.0.1:1/',
      { 'gateway.system.code': 'ECONNREFUSED', 'error.code': 'SUBGRAPH_UNREACHABLE' },
    ],
    ['dns', 'http://nowhere.invalid/', { 'error.code': 'SUBGRAPH_UNREACHABLE' }],
    ['reset', breakOff, { 'error.code': 'SUBGRAPH_UNREACHABLE' }],
    ['deadline', () => true, { 'error.code': 'SUBGRAPH_TIMEOUT' }],
    ['status', answerWith(500, 'no'), { 'http.response.status_code': 500 }],
    ['malformed', answerWith(200, '{"data": {"a": 1,}}'), { 'gateway.json.position': 17 }],
    [
      'malformed',
      answerWith(200, '[1]'),
      { 'error.message': 'Subgraph "stock" gave an answer that is not a JSON object.' },
    ],
  ])('is told with its cause: %s', async (cause, how, more) => {
    const gateway = await startSeenGateway({
      environment: { SUBGRAPH_DEADLINE_MS: '100' },
      ...(typeof how === 'string' ? { stockUrl: how } : { insteadOfStock: how }),
    })
    await ask(gateway, 'request-1', BOTH)
    expect(await gateway.line(isFailure)).toMatchObject({
      level: 40,
      'event.dataset': 'gateway.subgraph',
      'service.target.name': 'stock',
      'error.type': cause,
      'http.request.id': 'request-1',
      ...more,
    })
    expect(await gateway.line(isRequest('request-1'))).toMatchObject({ 'event.outcome': 'failure' })
  })

  it('is told with its cause: tls', async ({ skip }) => {
    const certificates = await makeCertificates()
    if (certificates === null) return skip()
    const server = createTlsServer({
      cert: await readFile(certificates.certificate),
      key: await readFile(certificates.key),
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      const gateway = await startSeenGateway({ stockUrl: `https://127.0.0.1:${portOf(server)}/graphql` })
      await ask(gateway, 'request-1', BOTH)
      expect(await gateway.line(isFailure)).toMatchObject({ 'error.type': 'tls' })
    } finally {
      server.close()
      await certificates.remove()
    }
  })

  it('is told a few times, and then how many more there were', async () => {
    const gateway = await startSeenGateway({ insteadOfStock: answerWith(404, 'no') })
    for (let index = 0; index < 12; index++)
      await ask(gateway, `request-${index}`, `{ shops { pieces a${index}: id } }`)
    await gateway.stop()
    expect(gateway.lines.filter(isFailure).length).toBe(5)
    expect(
      gateway.lines.find(({ msg }) => msg === 'more calls of a subgraph failed than are told one by one'),
    ).toMatchObject({ 'service.target.name': 'stock', 'error.type': 'status', 'gateway.left_out': 7 })
  })
})
