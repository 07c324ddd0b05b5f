import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { generateKeyPairSync } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import { keepGraph, type CurrentGraph } from '../../gateway/graph/currentGraph.ts'
import { createRegistrySource } from '../../gateway/graph/registrySource.ts'
import { readConfig } from '../../gateway/process/config/config.ts'
import { publicKeyOf, signRelease, type SignedRelease } from '../../schema/signedRelease.ts'
import { compose } from '../kit/federation/federation.ts'
import { defineSubgraph } from '../kit/federation/subgraph.ts'
import { planHere } from '../kit/planHere.ts'
import { portOf } from '../kit/subgraph.ts'

const POLL_MS = 20
const KEY = generateKeyPairSync('ed25519').privateKey
const OTHER_KEY = generateKeyPairSync('ed25519').privateKey

const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop()
})

function composeWith(field: string): string {
  return compose([defineSubgraph('a', `type Query { ${field}: Int }`, {})], true)
}

function release(number: number, field: string, key = KEY): SignedRelease {
  return signRelease({ number, supergraph: composeWith(field), subgraphs: {} }, key)
}

/** What stands where a registry should be; undefined answers nothing. */
async function startServer(first: SignedRelease | string | undefined) {
  let content = first
  let asked = 0
  const server = createServer((_, response) => {
    asked++
    if (content === undefined) response.destroy()
    else {
      const text = typeof content === 'string' ? content : JSON.stringify(content)
      response.setHeader('etag', `"${text.length}-${text.slice(-40, -2)}"`)
      response.end(text)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stops.push(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    serve: (next: SignedRelease | string | undefined) => void (content = next),
    /** Until it has been asked twice from now on: what was answered first has then been judged. */
    async untilJudged() {
      const before = asked
      await until(() => asked >= before + 3)
    },
  }
}

async function newStateFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'state-'))
  stops.push(() => rm(folder, { recursive: true }))
  return folder
}

async function follow(url: string, stateFolder: string, publicKeys = [publicKeyOf(KEY)]) {
  const lines = new PassThrough()
  const log = pino({ level: 'info' }, lines)
  const graphs = await keepGraph(
    createRegistrySource({ url, publicKeys, stateFolder }, log, POLL_MS),
    readConfig({}),
    { fetch: () => Promise.reject(new Error('expected that nobody asks')), startPlanner: planHere, log },
  )
  stops.push(() => graphs.stop())
  await graphs.ready
  return { ...graphs, readLog: () => String(lines.read() ?? '') }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(POLL_MS)
}

function fieldsOf({ current }: Pick<CurrentGraph, 'current'>): readonly string[] {
  return Object.keys(current().apiSchema.getQueryType()?.getFields() ?? {})
}

describe('a gateway that follows a registry', () => {
  it('takes each release of a higher number, and keeps it for the next process', async () => {
    const server = await startServer(release(1, 'one'))
    const folder = await newStateFolder()
    const graphs = await follow(server.url, folder)
    server.serve(release(2, 'two'))
    await until(() => graphs.status().release === 2)
    expect(fieldsOf(graphs)).toEqual(['two'])
    await graphs.stop()
    server.serve(undefined)
    const next = await follow(server.url, folder)
    expect([next.status().release, fieldsOf(next)]).toEqual([2, ['two']])
    expect(next.readLog()).toContain('the registry does not answer; the supergraph stays as it is')
    server.serve(release(3, 'three'))
    await until(() => next.status().release === 3)
    expect(next.status()).toMatchObject({ refused: 0, lastRefusal: null })
  })

  const BROKEN = release(2, 'two')
  it.each([
    [
      'a broken signature',
      { ...BROKEN, payload: BROKEN.payload.replace('"number":2', '"number":3') },
      'with a broken signature of the key',
    ],
    ['the signature of a key that is not pinned', release(2, 'two', OTHER_KEY), 'got one of the key'],
    [
      'the name of a pinned key over the signature of another',
      { ...release(2, 'two', OTHER_KEY), publicKey: publicKeyOf(KEY) },
      'with a broken signature of the key',
    ],
    ['no form of a release', '{"sdl":"type Query { two: Int }"}', 'expected a release, {'],
    ['a lower number', release(1, 'one'), 'expected a release after 2, which was served here; got release 1'],
    ['its number and another content', release(2, 'other'), 'expected release 2 to stay what it was'],
  ])('refuses one with %s, says so once, and stays', async (_, bad, says) => {
    const server = await startServer(release(2, 'good'))
    const graphs = await follow(server.url, await newStateFolder())
    server.serve(bad)
    await until(() => graphs.status().refused > 0)
    await server.untilJudged()
    expect([fieldsOf(graphs), graphs.status().refused]).toEqual([['good'], 1])
    expect(graphs.readLog()).toContain(says)
    server.serve(release(4, 'later'))
    await until(() => graphs.status().release === 4)
    expect(fieldsOf(graphs)).toEqual(['later'])
  })

  it('believes two keys while one takes the place of the other', async () => {
    const server = await startServer(release(1, 'one'))
    const graphs = await follow(server.url, await newStateFolder(), [KEY, OTHER_KEY].map(publicKeyOf))
    server.serve(release(2, 'two', OTHER_KEY))
    await until(() => graphs.status().release === 2)
    expect(graphs.status().refused).toBe(0)
  })

  it('does not begin with an older release than it served before, though the registry has no other', async () => {
    const server = await startServer(release(5, 'five'))
    const folder = await newStateFolder()
    await (await follow(server.url, folder)).stop()
    server.serve(release(4, 'four'))
    const graphs = await follow(server.url, folder)
    expect([graphs.status().release, graphs.status().refused]).toEqual([5, 1])
  })

  it('begins with the kept one where the planner refuses the one of the registry', async () => {
    const server = await startServer(release(1, 'one'))
    const folder = await newStateFolder()
    await (await follow(server.url, folder)).stop()
    server.serve(signRelease({ number: 2, supergraph: 'type Query { two: Int }', subgraphs: {} }, KEY))
    const graphs = await follow(server.url, folder)
    expect(graphs.status()).toMatchObject({ release: 1, refused: 1, lastRefusal: { step: 'check' } })
  })

  it('does not believe its disk more than its registry', async () => {
    const server = await startServer(undefined)
    const folder = await newStateFolder()
    await mkdir(join(folder, 'supergraph'))
    await writeFile(join(folder, 'supergraph', 'release.json'), JSON.stringify(release(9, 'nine', OTHER_KEY)))
    await expect(follow(server.url, folder)).rejects.toThrow(
      /REGISTRY_URL: expected a registry with a release, or one that was kept in .*; got neither: /,
    )
  })

  it('keeps what was signed, as it came', async () => {
    const signed = release(1, 'one')
    const server = await startServer(signed)
    const folder = await newStateFolder()
    await follow(server.url, folder)
    const kept = await readFile(join(folder, 'supergraph', 'release.json'), 'utf8')
    expect(JSON.parse(kept)).toEqual(signed)
  })
})

describe('the settings of a gateway that follows a registry', () => {
  it('are whole, or the variable is named', () => {
    const key = publicKeyOf(KEY)
    const whole = {
      SUPERGRAPH_SOURCE: 'registry',
      REGISTRY_URL: 'http://registry:4050/',
      REGISTRY_PUBLIC_KEYS: key,
      STATE_DIR: '/state',
    }
    expect(readConfig(whole).registry).toEqual({
      url: 'http://registry:4050',
      publicKeys: [key],
      stateFolder: '/state',
    })
    expect(readConfig({ ...whole, SUPERGRAPH_SOURCE: 'file' }).registry).toBeUndefined()
    for (const [name, value] of [
      ['SUPERGRAPH_SOURCE', 'nowhere'],
      ['REGISTRY_URL', ''],
      ['REGISTRY_URL', 'http://a:b@registry:4050'],
      ['REGISTRY_PUBLIC_KEYS', ''],
      ['REGISTRY_PUBLIC_KEYS', 'abc'],
      ['REGISTRY_PUBLIC_KEYS', [key, key, key].join(',')],
      ['STATE_DIR', ''],
    ] as const)
      expect(() => readConfig({ ...whole, [name]: value })).toThrow(`${name}: expected `)
  })
})
