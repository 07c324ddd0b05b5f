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

/** The pages of a gateway whose registry is at `url`; 404 with null where it serves nothing. */
async function startServer(url: string | undefined, shown = WHOLE, now = Date.now): Promise<string> {
  const pages = createRegistryPages(url, now)
  const server = createServer((request, response) => {
    void pages.answer(request.url ?? '', shown, request, response).then((isAnswered) => {
      if (!isAnswered) response.writeHead(404).end('null')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stops.push(() => new Promise((resolve) => server.close(resolve)))
  const address = server.address() as AddressInfo
  return `http://127.0.0.1:${address.port}`
}

async function startPages(...given: Parameters<typeof startServer>) {
  const at = await startServer(...given)
  return async (path: string) => JSON.parse(await (await fetch(at + path)).text())
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

  it('is what each version changed for clients, without the words of who published it', async () => {
    const { url, publish } = await startPublished()
    await publish(starsWith('moons'))
    const at = await startServer(url)
    const response = await fetch(`${at}/changelog.md`)
    const text = await response.text()
    expect(response.headers.get('content-type')).toBe('text/markdown; charset=utf-8')
    expect(text).toContain('## 2026-11-29: published stars (release 2)')
    expect(text).toMatch(/### Added and deprecated\n\n- `\w+\.moons`: Field moons was added/)
    expect(text).not.toContain('minister')
    const again = await fetch(`${at}/changelog.md`, {
      headers: { 'if-none-match': response.headers.get('etag') ?? '' },
    })
    expect(again.status).toBe(304)
  })

  it.each([
    ['without a registry', undefined, WHOLE, 404],
    ['where it does not answer', 'http://127.0.0.1:1', WHOLE, 503],
    ['where clients may not learn the schema', 'http://127.0.0.1:1', { ...WHOLE, introspection: false }, 404],
    ['where the public has a part of it', 'http://127.0.0.1:1', { ...WHOLE, isPartial: true }, 404],
  ])('has no changelog %s', async (_where, url, shown, status) => {
    expect((await fetch(`${await startServer(url, shown)}/changelog.md`)).status).toBe(status)
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
