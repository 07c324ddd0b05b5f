import { createServer, type IncomingHttpHeaders } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../gateway/process/config/config.ts'
import { startGateway } from '../../gateway/process/gateway.ts'
import { createLog } from '../../kit/log.ts'
import { createClient, type Client } from '../kit/client.ts'
import { createCallers } from '../trust/callers.ts'
import { planHere } from '../kit/planHere.ts'

const leftOver: (() => unknown)[] = []
afterEach(async () => {
  for (const stop of leftOver.splice(0).toReversed()) await stop()
})

describe('over HTTP, an answer', () => {
  it('is shared by clients who differ in nothing that its subgraph names in Vary', async () => {
    const { client, asked } = await start('x-region,x-page', 'Accept-Encoding, X-Region')
    // The first tells by what it varies, the second is the first of its region, and the third is kept.
    for (const page of ['1', '2', '3'])
      expect(await askName(client, { 'x-region': 'taipa', 'x-page': page })).toBe(`for taipa on page ${page}`)
    expect(await askName(client, { 'x-region': 'taipa', 'x-page': '4' })).toBe('for taipa on page 3')
    expect(await askName(client, { 'x-region': 'coloane', 'x-page': '4' })).toBe('for coloane on page 4')
    expect(asked).toHaveLength(4)
  })

  it('is not kept when it varies by everything', async () => {
    const { client, asked } = await start('x-region', '*')
    for (let time = 0; time < 3; time++) await askName(client, { 'x-region': 'taipa' })
    expect(asked).toHaveLength(3)
    expect((await get(client, { 'x-region': 'taipa' })).headers['cache-control']).toBe('no-store')
  })

  it('tells caches behind the gateway by which headers it may differ', async () => {
    const { client } = await start('x-region', 'X-Region')
    for (let time = 0; time < 2; time++)
      expect((await get(client, { 'x-region': 'taipa' })).headers['cache-control']).toBe('no-store')
    const { headers } = await get(client, { 'x-region': 'taipa' })
    expect(headers['cache-control']).toMatch(/^public, max-age=\d{5}$/)
    expect(headers['vary']).toBe('Accept, X-Provenance, x-region')
  })

  it("is its caller's own where the token travels, though its subgraph says that nothing matters", async () => {
    const callers = await createCallers()
    leftOver.push(callers.stop)
    const { client, asked } = await start('authorization', 'Accept', callers.environment)
    const [ana, rui] = [await callers.headersOf(['developer']), await callers.headersOf(['partner'])]
    const own = await askName(client, ana)
    expect(own).toBe(`with ${ana['authorization']}`)
    expect(await askName(client, rui)).toBe(`with ${rui['authorization']}`)
    expect(await askName(client, ana)).toBe(own)
    expect(await askName(client, {})).toBe('with nothing')
    expect(asked.length).toBeGreaterThanOrEqual(3)
    const { headers } = await get(client, ana)
    expect(headers['cache-control']).toMatch(/^private, max-age=\d{5}$/)
    expect(headers['vary']).toBe('Accept, X-Provenance, Authorization')
  })
})

const QUERY = '{ museum(id: "mam") { name { en } } }'

async function askName(client: Client, headers: Readonly<Record<string, string>>): Promise<unknown> {
  const { data, errors } = await client.ask(QUERY, {}, headers)
  expect(errors).toBeUndefined()
  return Object.values(Object.values(Object.values(data ?? {})[0] ?? {})[0] ?? {})[0]
}

function get(client: Client, headers: Readonly<Record<string, string>>) {
  return client.send(`/graphql?query=${encodeURIComponent(QUERY)}`, {
    headers: { 'apollo-require-preflight': 'true', ...headers },
  })
}

/** A gateway before a subgraph that names a museum after what it sees of the client. */
async function start(forwarded: string, vary: string, environment: Readonly<Record<string, string>> = {}) {
  const asked: IncomingHttpHeaders[] = []
  const server = createServer((request, response) => {
    request.resume()
    asked.push(request.headers)
    response.setHeader('content-type', 'application/json')
    response.setHeader('vary', vary)
    response.end(JSON.stringify({ data: { museum: { name: { en: nameAfter(request.headers) } } } }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  leftOver.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no TCP address.')
  const settings = {
    PORT: '0',
    SUBGRAPH_URLS: `culture=http://127.0.0.1:${address.port}/`,
    FORWARD_HEADERS: forwarded,
    ...environment,
  }
  const gateway = await startGateway(
    readConfig(settings),
    createLog('test', 'silent'),
    new Map(),
    settings,
    planHere,
  )
  leftOver.push(gateway.stop)
  return { client: createClient(gateway.url), asked }
}

function nameAfter(headers: IncomingHttpHeaders): string {
  const region = headers['x-region']
  return region === undefined
    ? `with ${headers.authorization ?? 'nothing'}`
    : `for ${String(region)} on page ${String(headers['x-page'])}`
}
