import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { fromRoot } from '../../kit/root.ts'
import { build, startProcess, type RunningProcess } from '../kit/process.ts'
import { makeFolder, STARS, starsWith } from './testRegistry.ts'

const stops: (() => Promise<unknown>)[] = []
beforeAll(() => build(), 120_000)
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop()
})

interface Bed {
  readonly registry: RunningProcess
  read(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>
  send(act: 'check' | 'publish', sdl: string): Promise<{ status: number; text: string }>
}

async function start(settings: Readonly<Record<string, string>>): Promise<Bed> {
  const { folder, remove } = await makeFolder()
  stops.push(remove)
  const registry = await startProcess(fromRoot('dist/registry/server.js'), {
    PORT: '0',
    DRAIN_MS: '500',
    REGISTRY_DIR: join(folder, 'store'),
    REGISTRY_REPOSITORY: folder,
    ...settings,
  })
  stops.push(() => registry.stop())
  const [file = ''] = (await readdir(join(folder, 'store'))).filter((name) => name.endsWith('.key'))
  const key = (await readFile(join(folder, 'store', file), 'utf8')).trim()
  return {
    registry,
    read: (path, headers = {}) => fetch(registry.url + path, { headers }),
    async send(act, sdl) {
      const response = await fetch(`${registry.url}/v1/subgraphs/stars/${act}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
        body: JSON.stringify({ sdl, ...(act === 'publish' ? { message: 'why' } : {}) }),
      })
      return { status: response.status, text: await response.text() }
    },
  }
}

/** As many names as a registry takes, each a type that all others lead to. */
function hostile(types: number): string {
  const names = Array.from({ length: types }, (_, at) => `Moon${at}`)
  const fields = (at: number): string =>
    [1, 7, 31, 101].map((step) => `"To one more."\n  to${step}: Moon${(at + step) % types}`).join('\n  ')
  return `${starsWith('moons').replace('moons: Int', 'moons: [Moon0!]!')}
${names.map((name, at) => `"One."\ntype ${name} {\n  ${fields(at)}\n}`).join('\n')}`
}

describe('while somebody has what takes long checked', () => {
  it('a registry answers who reads, by tag too, and says that it lives', async () => {
    const bed = await start({})
    const first = await bed.read('/v1/supergraph')
    const tag = { 'if-none-match': first.headers.get('etag') ?? '' }
    const answered = new AbortController()
    const checked = bed.send('check', hostile(600)).finally(() => answered.abort())
    const answers: string[] = []
    while (!answered.signal.aborted) {
      for (const path of ['/health/live', '/v1/supergraph', '/v1/subgraphs/stars', '/v1/history'])
        answers.push(`${path} ${(await bed.read(path, tag)).status}`)
    }
    expect(new Set(answers)).toEqual(
      new Set(['/health/live 200', '/v1/supergraph 304', '/v1/subgraphs/stars 200', '/v1/history 200']),
    )
    // It would be eight at most, had they waited for it.
    expect(answers.length).toBeGreaterThan(100)
    expect((await checked).status).toBe(200)
  })

  it('what takes too long is ended with a sentence, publishes nothing, and the next is checked', async () => {
    const bed = await start({ REGISTRY_CHECK_DEADLINE_MS: '1500' })
    const refused = await bed.send('publish', hostile(970))
    expect(refused).toEqual({
      status: 422,
      text: JSON.stringify({
        error: {
          code: 'UNUSABLE',
          message:
            'Expected a schema that is checked within 1500 ms (REGISTRY_CHECK_DEADLINE_MS); got one that takes longer. If others were checked at the same time, try again.',
        },
      }),
    })
    expect(JSON.parse(await (await bed.read('/v1/subgraphs')).text())).toMatchObject({ release: 1 })
    expect(JSON.parse(await (await bed.read('/v1/history?refused=true')).text())).toMatchObject({
      acts: [{ kind: 'refused', code: 'UNUSABLE', subgraph: 'stars' }],
    })
    await expect.poll(async () => (await bed.send('check', STARS)).status, { timeout: 60_000 }).toBe(200)
  })
})
