import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'
import { getBytes } from '../tables/stopsGateway.ts'

const FACES = [
  '/openapi.json',
  '/openapi',
  '/catalog.jsonld',
  '/catalog.ttl',
  '/ogc',
  '/ogc/collections/busStops/items',
  '/datapackage.json',
  '/gtfs.zip',
  '/data',
  '/data/dsat-bus-stops',
  '/sitemap.xml',
]
const elsewhere = { origin: 'https://elsewhere.example' }

/** The address that OpenAPI names. */
async function serverOf(url: string, host: string): Promise<unknown> {
  const { servers } = JSON.parse((await getBytes(`${url}/openapi.json`, { host })).bytes.toString())
  return servers[0].url
}

describe('a gateway for everybody', () => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await startTestGateway()
  })
  afterAll(() => gateway.stop())

  it('lets any page read what other tools speak', async () => {
    for (const path of FACES) {
      const { status, headers } = await getBytes(gateway.url + path, elsewhere)
      expect([path, status, headers['access-control-allow-origin']]).toEqual([path, 200, '*'])
    }
  })

  it('tells everybody the same, also with a token that is none, and lets nobody send anything', async () => {
    const plain = await getBytes(`${gateway.url}/catalog.ttl`)
    const { status, bytes } = await getBytes(`${gateway.url}/catalog.ttl`, {
      authorization: 'Bearer nonsense',
      cookie: 'a=b',
    })
    expect(status).toBe(200)
    expect(bytes).toEqual(plain.bytes)
    for (const path of FACES)
      expect([path, (await getBytes(gateway.url + path, {}, 'DELETE')).status]).toEqual([path, 405])
  })

  it('says how long an answer may be kept, as the answers of the graph do', async () => {
    for (const path of ['/catalog.ttl', '/ogc/collections/busStops/items', '/data/dsat-bus-stops'])
      expect([path, (await getBytes(gateway.url + path)).headers['cache-control']]).toEqual([
        path,
        expect.stringMatching(/^public, max-age=[1-9]\d*$/),
      ])
  })

  it('writes no false Host into documents', async () => {
    const { port } = new URL(gateway.url)
    for (const host of ['evil.example/"><script>', 'a b', 'x@evil.example', 'evil.example:99/'])
      expect([host, await serverOf(gateway.url, host)]).toEqual([host, `http://localhost:${port}`])
    expect(await serverOf(gateway.url, 'Data.example:8080')).toBe('http://data.example:8080')
  })
})

describe('a gateway whose tables are not for every page', () => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await startTestGateway({ CORS_TABLES: 'false' })
  })
  afterAll(() => gateway.stop())

  it('shows nobody what there is, and refuses crawlers', async () => {
    for (const path of FACES) expect([path, (await getBytes(gateway.url + path)).status]).toEqual([path, 404])
    const { status, bytes } = await getBytes(`${gateway.url}/robots.txt`)
    expect([status, bytes.toString()]).toEqual([200, 'User-agent: *\nDisallow: /\n'])
  })
})

describe('a gateway within an organisation that shows them to its own', () => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await startTestGateway({
      CORS_TABLES: 'false',
      OPEN_DATA: 'true',
      PUBLIC_URL: 'https://data.example/open/',
    })
  })
  afterAll(() => gateway.stop())

  it('lets no foreign page read them', async () => {
    for (const path of FACES) {
      const { status, headers } = await getBytes(gateway.url + path, elsewhere)
      expect([path, status, headers['access-control-allow-origin']]).toEqual([path, 200, undefined])
    }
  })

  it('names the address that is set, whatever Host says', async () => {
    expect(await serverOf(gateway.url, 'evil.example')).toBe('https://data.example/open')
  })
})

it('shows nothing of a schema that is not shown', async () => {
  const gateway = await startTestGateway({ INTROSPECTION: 'false' })
  try {
    for (const path of FACES) expect([path, (await getBytes(gateway.url + path)).status]).toEqual([path, 404])
  } finally {
    await gateway.stop()
  }
})

it('counts what is asked for them in the budget of who asks', async () => {
  const gateway = await startTestGateway({ BUDGETS: 'anonymous=12000:20000' })
  try {
    const answers = []
    for (let at = 0; at < 20; at++) answers.push(await getBytes(`${gateway.url}/catalog.ttl`))
    expect(answers[0]?.status).toBe(200)
    const refused = answers.find(({ status }) => status !== 200)
    expect(refused?.status).toBe(429)
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0)
    expect(JSON.parse(refused?.bytes.toString() ?? '')).toMatchObject({
      errors: [{ extensions: { code: 'RATE_LIMITED' } }],
    })
  } finally {
    await gateway.stop()
  }
})

it('counts those too that ask the graph nothing', async () => {
  const gateway = await startTestGateway({ BUDGETS: 'anonymous=20:20000' })
  try {
    for (const [host, path] of ['/openapi.json', '/ogc/collections', '/robots.txt'].entries()) {
      const localAddress = `127.0.0.${host + 2}`
      const answers = []
      for (let at = 0; at < 30; at++)
        answers.push(await getBytes(gateway.url + path, {}, 'GET', localAddress))
      const { status, headers } = answers.at(0) ?? {}
      expect([path, status, headers?.ratelimit]).toEqual([path, 200, expect.stringMatching(/^"anonymous/)])
      const refused = answers.at(-1)
      expect([path, refused?.status]).toEqual([path, 429])
      expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0)
      expect(refused?.bytes.toString()).toContain('RATE_LIMITED')
    }
  } finally {
    await gateway.stop()
  }
})
