import { readFileSync } from 'node:fs'
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { composeServices } from '@apollo/composition'
import { parse } from 'graphql'
import { pino } from 'pino'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../gateway/process/config/config.ts'
import { startGateway } from '../../gateway/process/gateway.ts'
import type { Environment } from '../../kit/config.ts'
import { makeCertificates } from '../cache/tls/certificates.ts'
import { createClient, type Client } from '../kit/client.ts'
import { serveSubgraph } from '../kit/federation/serveSubgraph.ts'
import { defineSubgraph, type HonestSubgraph } from '../kit/federation/subgraph.ts'
import { planHere } from '../kit/planHere.ts'

const running: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of running.splice(0).toReversed()) await stop()
})

const certificates = await makeCertificates()
afterAll(() => certificates?.remove())

const SECRET = 'the secret of the gateway'
const OWN_SECRET = 'the secret of one subgraph'

function define(name: string, field: string): HonestSubgraph {
  return defineSubgraph(name, `type Query { ${field}: String }`, { Query: { [field]: () => name } })
}

type Published = readonly (readonly [HonestSubgraph, url: string])[]

function composeAt(published: Published): string {
  const { supergraphSdl, errors } = composeServices(
    published.map(([{ name, sdl }, url]) => ({ name, url, typeDefs: parse(sdl) })),
  )
  if (supergraphSdl === undefined) throw new AggregateError(errors)
  return supergraphSdl
}

interface Started extends Client {
  publish(published: Published): Promise<void>
  readonly logged: readonly Readonly<Record<string, unknown>>[]
  addresses(): Promise<Readonly<Record<string, string>>>
}

/** A gateway over a supergraph with these addresses in it, as a production does unless the environment says otherwise. */
async function start(published: Published, environment: Environment, file = ''): Promise<Started> {
  const folder = await mkdtemp(join(tmpdir(), 'addresses-'))
  running.push(() => rm(folder, { recursive: true }))
  const supergraphFile = join(folder, 'supergraph.graphql')
  await writeFile(supergraphFile, composeAt(published))
  const lines: string[] = []
  const config = readConfig(
    {
      PORT: '0',
      NODE_ENV: 'production',
      SUPERGRAPH_FILE: supergraphFile,
      SAVED_QUERIES: ',',
      GATEWAY_SECRET: SECRET,
      FORWARD_HEADERS: 'x-token,x-tenant',
      ...environment,
    },
    { name: 'gateway.yaml', text: file },
  )
  const log = pino({}, { write: (line) => void lines.push(line) })
  const gateway = await startGateway(config, log, new Map(), {}, planHere)
  running.push(() => gateway.stop())
  const client = createClient(gateway.url)
  return {
    ...client,
    async publish(next) {
      const before = lines.length
      await writeFile(`${supergraphFile}.new`, composeAt(next))
      await rename(`${supergraphFile}.new`, supergraphFile)
      await expect
        .poll(() => lines.slice(before).join(''), { timeout: 10_000 })
        .toContain('supergraph swapped')
    },
    get logged() {
      return lines.map((line): Readonly<Record<string, unknown>> => JSON.parse(line))
    },
    async addresses() {
      const { subgraphs } = JSON.parse((await client.send('/status.json')).body)
      return Object.fromEntries(
        subgraphs.map(({ name, address }: { name: string; address: string }) => [name, address]),
      )
    },
  }
}

async function serve(subgraph: HonestSubgraph, options: Parameters<typeof serveSubgraph>[1] = {}) {
  const served = await serveSubgraph(subgraph, options)
  running.push(served.stop)
  return served
}

const OF_A_CLIENT = { 'x-token': 'the token of a client', 'x-tenant': 'tenant-7' }

function ask(client: Client, query: string) {
  return client.send('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...OF_A_CLIENT },
    body: JSON.stringify({ query }),
  })
}

const reviews = define('reviews', 'review')
const products = define('products', 'product')

describe('a thief who publishes a supergraph with an address of his own', () => {
  it('gets the question, and neither secret nor token nor any header of clients', async () => {
    const thief = await serve(reviews)
    const honest = await serve(products)
    const gateway = await start(
      [
        [products, honest.url],
        [reviews, 'http://reviews.test/'],
      ],
      { SUBGRAPH_URLS: `products=${honest.url}` },
      'subgraphs: {reviews: {origins: ["http://reviews.test"], secret: "' +
        OWN_SECRET +
        '", headers: {set: {x-api-key: abc}}}}',
    )
    await gateway.publish([
      [products, thief.url],
      [reviews, thief.url],
    ])
    const { body } = await ask(gateway, '{ product review }')
    expect(JSON.parse(body)).toEqual({ data: { product: 'products', review: 'reviews' } })
    expect(thief.received).toHaveLength(1)
    const text = JSON.stringify(thief.received)
    for (const secret of [SECRET, OWN_SECRET, ...Object.values(OF_A_CLIENT), 'abc'])
      expect(text).not.toContain(secret)
    expect(honest.received.at(-1)).toMatchObject({ 'x-gateway-secret': SECRET, ...OF_A_CLIENT })
    expect(await gateway.addresses()).toEqual({
      products: 'settings',
      reviews: 'supergraph, not listed',
    })
    const told = gateway.logged.filter(({ msg }) => String(msg).includes('do not list its origin'))
    expect(told).toMatchObject([{ subgraph: 'reviews', origin: new URL(thief.url).origin }])
  })

  it('gets the secret of no subgraph whose origin he does not hold', async () => {
    const served = await serve(reviews)
    const gateway = await start(
      [[reviews, served.url]],
      {},
      `subgraphs: {reviews: {origins: ["${new URL(served.url).origin}"], secret: "${OWN_SECRET}"}}`,
    )
    await ask(gateway, '{ review }')
    expect(served.received).toMatchObject([{ 'x-gateway-secret': OWN_SECRET, ...OF_A_CLIENT }])
    expect(await gateway.addresses()).toEqual({ reviews: 'supergraph' })
  })

  it('is trusted on the machine of a developer, and there alone', async () => {
    const served = await serve(reviews)
    for (const [NODE_ENV, isTrusted] of [
      ['development', true],
      ['prod', false],
      ['production', false],
    ] as const) {
      const gateway = await start([[reviews, served.url]], { NODE_ENV })
      await ask(gateway, '{ review }')
      expect('x-gateway-secret' in (served.received.at(-1) ?? {}), NODE_ENV).toBe(isTrusted)
    }
  })
})

describe('a swap', () => {
  it.each(['Products', 'my.service', '2nd'])('adds and moves a subgraph called %s', async (name) => {
    const subgraph = define(name, 'thing')
    const [first, second, other] = [await serve(subgraph), await serve(subgraph), await serve(reviews)]
    const gateway = await start([[reviews, other.url]], { REQUEST_DEADLINE_MS: '300' })
    await gateway.publish([
      [reviews, other.url],
      [subgraph, first.url],
    ])
    expect(JSON.parse((await ask(gateway, '{ thing }')).body)).toEqual({ data: { thing: name } })
    expect(await first.countConnections()).toBe(1)
    await gateway.publish([
      [reviews, other.url],
      [subgraph, second.url],
    ])
    expect(JSON.parse((await ask(gateway, '{ thing }')).body)).toEqual({ data: { thing: name } })
    expect([first.received.length, second.received.length]).toEqual([1, 1])
    await expect.poll(() => first.countConnections(), { timeout: 5_000 }).toBe(0)
    expect(await second.countConnections()).toBe(1)
  })

  it('keeps the connections to an address that stays', async () => {
    const [one, other] = [await serve(reviews), await serve(products)]
    const gateway = await start([[reviews, one.url]], { REQUEST_DEADLINE_MS: '300' })
    await ask(gateway, '{ review }')
    await gateway.publish([
      [reviews, one.url],
      [products, other.url],
    ])
    await ask(gateway, '{ a: review product }')
    expect(await one.countConnections()).toBe(1)
  })

  it('tells of names that are unknown and of addresses that are missing, at the start and at each swap', async () => {
    const served = await serve(reviews)
    const gateway = await start([[reviews, served.url]], {
      SUBGRAPH_URLS: `reveiws=${served.url}`,
      SUBGRAPH_BUREAUS: 'review=bureau,reviews=bureau',
      CACHE_DEFAULT_SECONDS: 'rewiews=60',
    })
    const told = () =>
      gateway.logged.flatMap(({ msg, subgraphs }) => (Array.isArray(subgraphs) ? [[msg, subgraphs]] : []))
    const unknown = [
      'the settings name subgraphs that the supergraph has not',
      ['reveiws', 'review', 'rewiews'],
    ]
    expect(told()).toEqual([unknown])
    await gateway.publish([
      [reviews, served.url],
      [products, ''],
    ])
    expect(told()).toEqual([
      unknown,
      unknown,
      ['subgraphs without an address in the settings or the supergraph', ['products']],
    ])
    const { errors } = JSON.parse((await ask(gateway, '{ product }')).body)
    expect(errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_UNREACHABLE', subgraph: 'products' } }])
    expect(await gateway.addresses()).toEqual({ reviews: 'supergraph, not listed', products: 'none' })
  })
})

describe('the settings of one subgraph', () => {
  it('say which headers it gets, and by which names', async () => {
    const [one, other] = [await serve(reviews), await serve(products)]
    const gateway = await start(
      [
        [reviews, ''],
        [products, ''],
      ],
      {},
      `
subgraphs:
  reviews:
    url: ${one.url.replace('//', '//us%40er:pass@')}
    headers: { remove: [x-token], rename: { x-tenant: x-customer }, set: { x-api-key: abc } }
  products: { url: "${other.url}", secret: "${OWN_SECRET}" }
`,
    )
    await ask(gateway, '{ review product }')
    expect(one.received).toHaveLength(1)
    expect(one.received[0]).toMatchObject({
      'x-customer': 'tenant-7',
      'x-api-key': 'abc',
      'x-gateway-secret': SECRET,
      authorization: `Basic ${Buffer.from('us@er:pass').toString('base64')}`,
    })
    for (const name of ['x-token', 'x-tenant']) expect(one.received[0]).not.toHaveProperty(name)
    expect(other.received[0]).toMatchObject({ ...OF_A_CLIENT, 'x-gateway-secret': OWN_SECRET })
    expect(other.received[0]).not.toHaveProperty('x-api-key')
    expect(JSON.stringify(gateway.logged)).not.toContain('pass')
  })

  it('say which headers of its responses a client gets, whoever shares the answer', async () => {
    const answerHeaders = {
      'x-trace': 'trace-1',
      'x-inner': 'hidden',
      'cache-control': 'public, max-age=60',
      vary: 'x-lang',
    }
    const one = await serve(reviews, { answerHeaders })
    const other = await serve(products, { answerHeaders: { 'x-trace': 'trace-2' } })
    const gateway = await start(
      [
        [reviews, ''],
        [products, other.url],
      ],
      { FORWARD_HEADERS: '' },
      `subgraphs: {reviews: {url: "${one.url}", headers: {toClient: [X-Trace]}}, products: {headers: {toClient: [x-trace]}}}`,
    )
    const first = await ask(gateway, '{ review product }')
    expect(first.headers).toMatchObject({ 'x-trace': 'trace-1' })
    expect(first.headers).not.toHaveProperty('x-inner')
    await ask(gateway, '{ review }')
    // Answered from the cache: no response came.
    const third = await ask(gateway, '{ review }')
    expect(third.headers).not.toHaveProperty('x-trace')
    expect(one.received).toHaveLength(2)
  })

  it('may name several addresses, each of which gets its secret', async () => {
    const [one, other] = [await serve(reviews), await serve(reviews)]
    const file = `subgraphs: {reviews: {url: ["${one.url}", "${other.url}"], secret: "${OWN_SECRET}"}}`
    const gateway = await start([[reviews, '']], {}, file)
    for (const alias of ['a', 'b', 'c', 'd']) await ask(gateway, `{ ${alias}: review }`)
    const ofThisSubgraph = expect.objectContaining({ 'x-gateway-secret': OWN_SECRET })
    expect([one.received, other.received]).toEqual(
      Array.from({ length: 2 }, () => [ofThisSubgraph, ofThisSubgraph]),
    )
    expect(await gateway.addresses()).toEqual({ reviews: 'settings' })
  })

  it('bound how long it may take and how much it may answer', async () => {
    const large = defineSubgraph('large', 'type Query { large: String }', {
      Query: { large: () => 'x'.repeat(2_000) },
    })
    const slow = defineSubgraph('slow', 'type Query { slow: String }', {
      Query: { slow: () => new Promise(() => {}) },
    })
    const [one, other] = [await serve(large), await serve(slow)]
    const gateway = await start(
      [
        [large, one.url],
        [slow, other.url],
      ],
      {},
      'subgraphs: { large: { maxBytes: 1000 }, slow: { deadlineMs: 50 } }',
    )
    const { errors } = JSON.parse((await ask(gateway, '{ large slow }')).body)
    expect(errors).toMatchObject([
      { message: 'Subgraph "large" gave an answer of more than 1000 bytes.' },
      { message: 'Subgraph "slow" did not answer within 50 ms.' },
    ])
  })

  describe.runIf(certificates !== null)('say who vouches for it, and by what it knows the gateway', () => {
    if (certificates === null) return
    const { authority, stranger, certificate, key } = certificates
    const tls = {
      ca: readFileSync(authority),
      cert: readFileSync(certificate),
      key: readFileSync(key),
      requestCert: true,
      rejectUnauthorized: true,
    }

    it.each([
      ['with both', { ca: authority, certificate, key }, true],
      ['without a certificate', { ca: authority }, false],
      ['with another authority', { ca: stranger, certificate, key }, false],
      ['with none', { certificate, key }, false],
    ])('%s', async (_what, own, isAnswered) => {
      const served = await serve(reviews, { tls })
      const file = `subgraphs: {reviews: {url: "${served.url}", tls: ${JSON.stringify(own)}}}`
      const gateway = await start([[reviews, '']], {}, file)
      const { data } = JSON.parse((await ask(gateway, '{ review }')).body)
      expect(data).toEqual({ review: isAnswered ? 'reviews' : null })
    })

    it('and the certificate goes to no address that the supergraph alone has', async () => {
      const served = await serve(reviews, { tls })
      const file = `subgraphs: {reviews: {tls: ${JSON.stringify({ ca: authority, certificate, key })}}}`
      const gateway = await start([[reviews, served.url]], {}, file)
      expect(JSON.parse((await ask(gateway, '{ review }')).body)).toMatchObject({ data: { review: null } })
      expect(served.received).toEqual([])
    })

    it('and are refused where the key is not the certificate’s', async () => {
      const own = { certificate, key: authority.replace('.crt', '.key') }
      const file = `subgraphs: {reviews: {tls: ${JSON.stringify(own)}}}`
      await expect(start([[reviews, '']], {}, file)).rejects.toThrow(
        'subgraphs.reviews.tls: expected files of PEM, and a key that fits the certificate; got ',
      )
    })
  })
})

describe('an invalidation', () => {
  const drop = (gateway: Client, subgraph: string, secret: string) =>
    gateway.send('/cache/invalidate', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-gateway-secret': secret },
      body: JSON.stringify({ subgraph }),
    })

  it('is limited to the subgraph whose secret it shows, which needs no bureau', async () => {
    const gateway = await start(
      [
        [reviews, ''],
        [products, ''],
      ],
      { SUBGRAPH_BUREAUS: 'reviews=bureau' },
      `subgraphs: {reviews: {secret: "${OWN_SECRET}"}}`,
    )
    const statuses = []
    for (const [subgraph, secret] of [
      ['reviews', OWN_SECRET],
      ['products', OWN_SECRET],
      ['reviews', SECRET],
      ['products', SECRET],
      ['reviews', 'a secret of nobody at all'],
    ] as const)
      statuses.push((await drop(gateway, subgraph, secret)).status)
    expect(statuses).toEqual([200, 403, 403, 200, 401])
  })
})
