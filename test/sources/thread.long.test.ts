import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLog } from '../../kit/log.ts'
import { packageRoot } from '../../kit/root.ts'
import type { FeedDescriptor } from '../../subgraphs/_kit/feedDescriptor.ts'
import { build, runProcess } from '../kit/process.ts'
import { readSnapshot, send, startSource, type SourceAnswer, type TestSource } from '../kit/source.ts'

type Kit = typeof import('../../subgraphs/_kit/feed.ts')
type Thread = typeof import('../../subgraphs/_kit/thread/pipelineThread.ts')

interface Row {
  readonly id: string
  readonly thread: number
}

/** A bureau's source as it is compiled: Node 20 starts no thread from TypeScript. */
const DESCRIPTORS = `
import { threadId } from 'node:worker_threads'
import { parseCsvDocument, FeedFormatError } from ${JSON.stringify(distUrl('subgraphs/_kit/feedFormats.js'))}
import { readRecords } from ${JSON.stringify(distUrl('subgraphs/_kit/recordReader.js'))}
import { id } from ${JSON.stringify(distUrl('subgraphs/_kit/fieldTypes.js'))}

const common = {
  title: { zh: null, pt: null, en: 'Rows' },
  intervalSeconds: 60,
  bundled: { url: new URL('file:///nowhere'), recordedAt: '2026-11-22T00:00:00+08:00' },
  limits: { floor: 1, mayLose: null },
  maxBytes: 64 * 1024 * 1024,
  module: import.meta.url,
}
const keyOf = (row) => row.id
export const rows = { ...common, id: 'rows', parse: ({ body }) => readRecords(parseCsvDocument(body, ['id']), {
  namedBy: ['id'], keyOf, parse: (record) => ({ id: record.required('id', id), thread: threadId }), ignores: ['text'] }) }
export const hungry = { ...common, id: 'hungry', parse: () => {
  const all = []
  for (;;) all.push(new Array(1e6).fill(all.length))
} }
export const faulty = { ...common, id: 'faulty', parse: () => { throw new TypeError('a fault of ours') } }
export const choosy = { ...common, id: 'choosy', parse: () => { throw new FeedFormatError('rows', 'none') } }
`

function distUrl(path: string): string {
  return new URL(`dist/${path}`, packageRoot).href
}

let folder: string
let kit: Kit
let thread: Thread
let descriptors: Readonly<Record<string, FeedDescriptor<Row>>>
let source: TestSource
beforeAll(async () => {
  await build()
  folder = await mkdtemp(join(tmpdir(), 'thread-'))
  const module = join(folder, 'descriptors.mjs')
  await writeFile(module, DESCRIPTORS)
  kit = await import(distUrl('subgraphs/_kit/feed.js'))
  thread = await import(distUrl('subgraphs/_kit/thread/pipelineThread.js'))
  descriptors = await import(pathToFileURL(module).href)
  source = await startSource('id\n1\n')
}, 120_000)
afterAll(async () => {
  await source.stop()
  await rm(folder, { recursive: true })
})

async function read(name: string, answer: SourceAnswer) {
  source.answer = answer
  const descriptor = descriptors[name]
  if (!descriptor) throw new Error(`no descriptor ${name}`)
  const feed = kit.createFeed(descriptor, {
    environment: { [`FEED_${name.toUpperCase()}_URL`]: source.url },
    clock: () => new Date('2026-11-22T14:20:00+08:00'),
    random: () => 0.5,
    log: createLog('test', 'silent'),
    pipeline: thread.pipelineThread,
  })
  await feed.refresh()
  return feed
}

/** A table of 35 MB. */
function bigTable(): string {
  const text = 'x'.repeat(330)
  return `id,text\n${Array.from({ length: 100_000 }, (_, index) => `${index},${text}`).join('\n')}\n`
}

describe('a document of 35 MB', () => {
  it('is read in another thread, and between its records there is time for other things', async () => {
    const table = bigTable()
    expect(table.length).toBeGreaterThan(33e6)
    let turns = 0
    let counting = true
    const count = (): void => {
      turns++
      if (counting) setImmediate(count)
    }
    setImmediate(count)
    const feed = await read('rows', send(table))
    counting = false
    const { records } = feed.read()
    expect(records).toHaveLength(100_000)
    expect(records.every((row) => row.thread > 0)).toBe(true)
    expect(turns).toBeGreaterThan(200)
    expect(feed.report()).toMatchObject({ state: 'LIVE', accepted: 100_000 })
  }, 60_000)
})

describe('a thread that reads documents', () => {
  it('survives a document that takes all its memory, by ending', async () => {
    const feed = await read('hungry', send('id\n1\n'))
    expect(feed.report()).toMatchObject({
      state: 'FAILED',
      lastError: 'expected a document that can be read; got one that takes too much time or memory',
    })
    expect((await read('rows', send('id\n1\n'))).report()).toMatchObject({ state: 'LIVE', accepted: 1 })
  }, 120_000)

  it('tells a fault of ours from a document that is none', async () => {
    expect((await read('faulty', send('id\n1\n'))).report().lastError).toBe(
      'the source could not be read (Error)',
    )
    expect((await read('choosy', send('id\n1\n'))).report().lastError).toBe('expected rows; got none')
  })

  it('reads what many feeds ask for at once, each its own', async () => {
    const feeds = await Promise.all(Array.from({ length: 20 }, () => read('rows', send('id\na\nb\n'))))
    expect(feeds.map((feed) => feed.read().records.map(({ id }) => id))).toEqual(feeds.map(() => ['a', 'b']))
  })
})

/** Reads a source once, as a process would, and ends; exits with 3 where that took too much memory. */
const READ_ONCE = `
import { definition } from ${JSON.stringify(distUrl('subgraphs/culture/server.js'))}
import { createSubgraph } from ${JSON.stringify(distUrl('subgraphs/_kit/subgraph.js'))}
import { createLog } from ${JSON.stringify(distUrl('kit/log.js'))}
const subgraph = createSubgraph(definition, {
  environment: process.env, clock: () => new Date(), random: Math.random, log: createLog('test', 'silent'),
})
await subgraph.start()
await subgraph.tried()
const feed = subgraph.findFeed('icm-museums')
const before = process.resourceUsage().maxRSS
for (let index = 0; index < 3; index++) await feed.refresh()
const grown = process.resourceUsage().maxRSS - before
const report = feed.report()
await subgraph.stop()
console.error(JSON.stringify({ grown, state: report.state, lastError: report.lastError }))
process.exit(grown < 60_000 ? 0 : 3)
`

describe('memory is bounded', () => {
  const chunk = Buffer.alloc(1_000_000, 'x,')
  const write = (response: Parameters<SourceAnswer>[0], left: number): void => {
    while (left-- > 0 && !response.destroyed) {
      if (response.write(chunk)) continue
      response.once('drain', () => write(response, left))
      return
    }
    response.end()
  }

  it.each<[string, number | null]>([
    ['300 MB', 300],
    ['a body without end', null],
  ])(
    'under %s',
    async (_, chunks) => {
      const first = send(readSnapshot('culture/data/museums.csv'))
      let asked = 0
      source.answer = (response, request) => {
        if (asked++ === 0) return first(response, request)
        response.writeHead(200, chunks === null ? {} : { 'content-length': chunks * chunk.length })
        write(response, chunks ?? Infinity)
      }
      const script = join(folder, 'readOnce.mjs')
      await writeFile(script, READ_ONCE)
      const { code, errorOutput } = await runProcess(script, { FEED_ICM_MUSEUMS_URL: source.url })
      expect(JSON.parse(errorOutput)).toMatchObject({
        state: 'DEGRADED',
        lastError: 'expected at most 1048576 bytes; got more',
      })
      expect(code).toBe(0)
    },
    60_000,
  )
})
