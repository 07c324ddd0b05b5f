import { request } from 'undici'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildExplorer } from './kit/build.ts'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'

describe('the page as it is served', () => {
  let gateway: TestGateway

  beforeAll(async () => {
    buildExplorer()
    gateway = await startTestGateway()
  })
  afterAll(() => gateway.stop())

  const get = async (path: string, headers: Readonly<Record<string, string>> = {}) => {
    const answer = await request(gateway.url + path, { headers })
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: Buffer.from(await answer.body.arrayBuffer()),
    }
  }

  it('lets nothing in from elsewhere and runs no inline script', async () => {
    const { headers, body } = await get('/')
    expect(headers['content-security-policy']).toBe(
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    )
    expect(body.toString()).not.toMatch(/<script(?![^>]*src=)|https?:\/\//)
  })

  it('is asked for anew by its tag, while what has a hash in its name is kept for a year', async () => {
    const first = await get('/')
    const again = await get('/', { 'if-none-match': String(first.headers.etag) })
    const script = /src="([^"]+\.js)"/.exec(first.body.toString())?.[1] ?? ''
    const asset = await get(script)
    expect([first.headers['cache-control'], again.status]).toEqual(['no-cache', 304])
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  })

  it.each([
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0', undefined],
    ['', undefined],
  ])('sends what was compressed once to a client that accepts %j', async (accepted, coding) => {
    const { headers } = await get('/', { 'accept-encoding': accepted })
    expect(headers['content-encoding']).toBe(coding)
  })

  it('reaches no file that is not part of the page', async () => {
    for (const path of [
      '/../package.json',
      '/assets/../../package.json',
      '/%2e%2e/package.json',
      '/index.html.br',
    ]) {
      expect((await get(path)).status).toBe(404)
    }
  })

  it('draws the map of the graph from its schema', async () => {
    const { bureaus, threads } = JSON.parse((await get('/graph.json')).body.toString())
    const culture = bureaus.find(({ name }: { name: string }) => name === 'culture')
    expect(culture.entities).toEqual([
      'ClassifiedProperty',
      'Exhibition',
      'Library',
      'Monument',
      'Museum',
      'Venue',
    ])
    expect(culture.contributes).toContain('Query.museum')
    expect(culture.contributes).toContain('AdministrativeArea.museums')
    expect(culture.contributes).not.toContain('Museum.name')
    expect(threads).toContainEqual({ from: 'tourism', to: 'culture', fields: expect.any(Number) })
  })

  it('tells who may see what', async () => {
    const rules = JSON.parse((await get('/access.json')).body.toString())
    expect(rules['Bus.plate']).toEqual([{ kind: 'scopes', anyOf: [['developer'], ['partner'], ['staff']] }])
  })
})

describe('what a gateway tells of itself', () => {
  const QUESTION = JSON.stringify({
    query: '{ museum(id: "mam") { place { nearbyStops(first: 1) { metres } } } }',
  })
  const JSON_TYPE = { 'content-type': 'application/json' }

  const started: TestGateway[] = []
  const start = async (environment: Readonly<Record<string, string>>) => {
    const gateway = await startTestGateway(environment)
    started.push(gateway)
    return gateway
  }
  afterAll(() => Promise.all(started.map((gateway) => gateway.stop())))

  it('explains its plan and gives tokens on a development machine', async () => {
    const gateway = await start({})
    const answer = await gateway.send('/graphql', {
      method: 'POST',
      headers: { ...JSON_TYPE, 'x-explain': 'plan' },
      body: QUESTION,
    })
    const { calls } = JSON.parse(answer.body).extensions.explain
    expect(
      calls.map(({ subgraph, after, made }: Record<string, unknown>) => ({ subgraph, after, made })),
    ).toEqual([
      { subgraph: 'culture', after: [], made: true },
      { subgraph: 'transport', after: [0], made: true },
    ])
    const token = await gateway.send('/development/token', {
      method: 'POST',
      headers: { ...JSON_TYPE, origin: gateway.url },
      body: '{"tier":"staff","bureau":"ssm"}',
    })
    const claims = JSON.parse(Buffer.from(JSON.parse(token.body).token.split('.')[1], 'base64url').toString())
    expect(claims.scope).toBe('staff bureau:ssm')
  })

  it.each([
    [{ ...JSON_TYPE, host: 'attacker.example' }, '{"tier":"staff"}', 403],
    [{ ...JSON_TYPE, 'sec-fetch-site': 'cross-site' }, '{"tier":"staff"}', 403],
    [{ ...JSON_TYPE, origin: 'https://attacker.example' }, '{"tier":"staff"}', 403],
    [{ ...JSON_TYPE, origin: 'http://127.0.0.1:1' }, '{"tier":"staff"}', 403],
    [{ ...JSON_TYPE, origin: 'null' }, '{"tier":"staff"}', 403],
    [{ 'content-type': 'text/plain' }, '{"tier":"staff"}', 403],
    [JSON_TYPE, '{"tier":"public"}', 400],
    [JSON_TYPE, '{"tier":"staff","bureau":"ssm staff"}', 400],
    [JSON_TYPE, 'nonsense', 400],
  ])('gives no token to %j with %s', async (headers, body, status) => {
    const gateway = started[0] ?? (await start({}))
    expect((await gateway.send('/development/token', { method: 'POST', headers, body })).status).toBe(status)
  })

  it.each(['production', 'prod', 'Production'])('does neither in %s', async (name) => {
    const gateway = await start({ NODE_ENV: name })
    const answer = await gateway.send('/graphql', {
      method: 'POST',
      headers: { ...JSON_TYPE, 'x-explain': 'plan' },
      body: QUESTION,
    })
    expect(Object.keys(JSON.parse(answer.body))).toEqual(['data'])
    const token = await gateway.send('/development/token', {
      method: 'POST',
      headers: JSON_TYPE,
      body: '{"tier":"staff"}',
    })
    expect(token.status).toBe(404)
  })
})
