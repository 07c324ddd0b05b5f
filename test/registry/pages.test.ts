import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createRegistryPages, type Shown } from '../../gateway/pages/registry.ts'
import { makeFolder, starsWith, startTestRegistry } from './testRegistry.ts'

const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop()
})

const WHOLE: Shown = { introspection: true, isPartial: false }

/** What a gateway tells of the registry at `url`; null where it serves nothing there. */
async function startPages(url: string | undefined, shown = WHOLE, now = Date.now) {
  const pages = createRegistryPages(url, now)
  const server = createServer((request, response) => {
    void pages.answer(request.url ?? '', shown, request, response).then((isAnswered) => {
      if (!isAnswered) response.writeHead(404).end('null')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stops.push(() => new Promise((resolve) => server.close(resolve)))
  const address = server.address() as AddressInfo
  return async (path: string) =>
    JSON.parse(await (await fetch(`http://127.0.0.1:${address.port}${path}`)).text())
}

async function startPublished() {
  const { folder, remove } = await makeFolder()
  stops.push(remove)
  const registry = await startTestRegistry(folder)
  stops.push(() => registry.stop())
  const key = await registry.keyFor('stars')
  const publish = async (sdl: string) =>
    registry.ask('POST', '/v1/subgraphs/stars/publish', {
      key,
      body: { sdl, message: 'for the minister alone' },
    })
  return { ...registry, publish }
}

describe('what a gateway tells of its registry', () => {
  it('is that it has none', async () => {
    const read = await startPages(undefined)
    expect(await read('/registry.json')).toEqual({ state: 'none', versions: [] })
    expect(await read('/registry/1.json')).toBe(null)
  })

  it('is that it does not answer', async () => {
    const read = await startPages('http://127.0.0.1:1')
    expect(await read('/registry.json')).toEqual({ state: 'unreachable', versions: [] })
  })

  it('is each version with its day, its check and its schema, and nobody’s names or words', async () => {
    const { url, publish } = await startPublished()
    expect(await publish(starsWith('moons'))).toMatchObject({ status: 200 })
    const read = await startPages(url)
    const told = await read('/registry.json')
    expect(told).toEqual({
      state: 'reached',
      versions: [
        { release: 1, kind: 'seeded', subgraph: null, at: expect.any(String), check: null },
        {
          release: 2,
          kind: 'published',
          subgraph: 'stars',
          at: '2026-11-29T01:00:00.000Z',
          check: { passed: true, findings: expect.any(Object) },
        },
      ],
    })
    expect(JSON.stringify(told)).not.toContain('minister')
    expect((await read('/registry/1.json')).schema).not.toContain('moons')
    expect((await read('/registry/2.json')).schema).toContain('moons: Int')
    expect(await read('/registry/3.json')).toBe(null)
  })

  it('is asked of the registry once in five seconds, however many look', async () => {
    const { url, publish } = await startPublished()
    let time = 0
    const read = await startPages(url, WHOLE, () => time)
    const numbers = async () =>
      (await read('/registry.json')).versions.map((one: { release: number }) => one.release)
    expect(await numbers()).toEqual([1])
    await publish(starsWith('moons'))
    expect(await numbers()).toEqual([1])
    time = 5_001
    expect(await numbers()).toEqual([1, 2])
  })

  it('is nothing where clients may not learn the schema, and no schema where the public has a part of it', async () => {
    const { url } = await startPublished()
    const hidden = await startPages(url, { ...WHOLE, introspection: false })
    expect([await hidden('/registry.json'), await hidden('/registry/1.json')]).toEqual([null, null])
    const partial = await startPages(url, { ...WHOLE, isPartial: true })
    expect((await partial('/registry.json')).versions).toHaveLength(1)
    expect(await partial('/registry/1.json')).toBe(null)
  })
})
