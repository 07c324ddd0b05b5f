import { EventEmitter, on } from 'node:events'
import type { RequestListener } from 'node:http'
import { text } from 'node:stream/consumers'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../gateway/process/config/config.ts'
import { startGateway } from '../../gateway/process/gateway.ts'
import { createClient } from '../kit/client.ts'
import { startListener } from '../kit/listener.ts'
import { planHere } from '../kit/planHere.ts'
import { createCallers, type Callers } from '../trust/callers.ts'

let callers: Callers
beforeAll(async () => {
  callers = await createCallers()
})
afterAll(() => callers.stop())

const running: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const part of running.splice(0).toReversed()) await part.stop()
})

/** More than the least volume of a breaker. */
const MANY = 24
const MUSEUM = '{ museum(id: "mam") { id } }'
const NAME = '{ museum(id: "mam") { id name { zh } } }'
const KNOWN = { data: { museum: { id: 'mam' } } }

const answerWell: RequestListener = async (request, response) => {
  const { query } = JSON.parse(await text(request))
  response
    .setHeader('content-type', 'application/json')
    .end(query === '{__typename}' ? '{"data":{"__typename":"Query"}}' : JSON.stringify(KNOWN))
}
const hang: RequestListener = () => {}
/** What a gateway asks of itself while a circuit is open; it is not counted. */
const GATEWAYS_OWN = JSON.stringify({ query: '{__typename}' })

describe('a subgraph that hangs', () => {
  it('is not waited for once its circuit is open, and asked again once it answers', async () => {
    const { culture, ask, askMany, circuit, log } = await startOver(hang)
    await askMany()
    expect(await circuit()).toEqual({ state: 'open', since: expect.stringMatching(/^20/) })
    const count = culture.count()
    for (let at = 0; at < 100; at++)
      expect(await ask(at)).toMatchObject({
        data: { museum: null },
        errors: [
          {
            message: 'Subgraph "culture" is not asked now: it did not answer of late.',
            path: ['museum'],
            extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'culture' },
          },
        ],
      })
    expect(culture.count()).toBe(count)
    culture.listener = answerWell
    await log.until('half-open')
    for (let at = 0; at < 3; at++) expect(await ask(at, MUSEUM)).toEqual(KNOWN)
    expect((await circuit()).state).toBe('closed')
    expect(log.changes()).toEqual([
      ['culture', 'closed', 'open', 40],
      ['culture', 'open', 'half-open', 30],
      ['culture', 'half-open', 'closed', 30],
    ])
  })

  it('is answered for by what is kept of it', async () => {
    const { culture, ask, askMany, circuit } = await startOver(answerWell, {
      CACHE: 'on',
      CACHE_STALE_SECONDS: '1',
      CACHE_STALE_ON_ERROR_SECONDS: '600',
    })
    const kept = '{ museum(id: "mam") { kept: id } }'
    culture.listener = (_, response) =>
      void response.setHeader('cache-control', 'max-age=1').end('{"data":{"museum":{"kept":"mam"}}}')
    expect(await ask(0, kept)).toEqual({ data: { museum: { kept: 'mam' } } })
    culture.listener = (_, response) => void response.writeHead(503).end()
    // Until what is kept is past its age and its grace, so that the subgraph has to be asked.
    while ((await ask(0, kept)).errors === undefined && culture.refused() === 0);
    await askMany()
    expect((await circuit()).state).toBe('open')
    const count = culture.count()
    expect(await ask(1, kept)).toEqual({ data: { museum: { kept: 'mam' } } })
    expect(culture.count()).toBe(count)
  })
})

describe('a subgraph is not closed to all', () => {
  it('by one client alone whose questions it cannot answer', async () => {
    const answerButPoison: RequestListener = async (request, response) => {
      const { query } = JSON.parse(await text(request))
      if (query.includes('poison')) response.writeHead(500).end()
      else response.end(query === '{__typename}' ? '{"data":{"__typename":"Query"}}' : JSON.stringify(KNOWN))
    }
    const { ask, askAs, circuit } = await startOver(answerButPoison, { SUBGRAPH_DEADLINE_MS: '10000' })
    const mallory = await callers.headersOf(['developer'])
    for (let at = 0; at < 100; at++)
      expect(await askAs(mallory, `{ museum(id: "mam") { poison${at}: id } }`)).toMatchObject({
        errors: [{ extensions: { code: 'SUBGRAPH_UNREACHABLE' } }],
      })
    expect(await ask(0)).toEqual(KNOWN)
    expect((await circuit()).state).toBe('closed')
  })
})

describe('a subgraph of two addresses', () => {
  it('is called at both, and at the one that answers', async () => {
    const [one, other] = [await startCulture(answerWell), await startCulture(answerWell)]
    const config = readConfig(
      { PORT: '0', CACHE: 'off', SINGLE_FLIGHT: 'false' },
      { name: 'gateway.yaml', text: `subgraphs: { culture: { url: [${one.url}, ${other.url}] } }` },
    )
    const gateway = await startGateway(config, pino({ level: 'silent' }), new Map(), {}, planHere)
    running.push(gateway)
    const { ask } = createClient(gateway.url)
    for (let at = 0; at < 10; at++) expect(await ask(MUSEUM)).toEqual(KNOWN)
    expect([one.count(), other.count()]).toEqual([5, 5])
    await other.stop()
    for (let at = 0; at < 10; at++) expect(await ask(MUSEUM)).toEqual(KNOWN)
    expect(one.count()).toBe(15)
  })
})

async function startOver(first: RequestListener, more: Readonly<Record<string, string>> = {}) {
  const culture = await startCulture(first)
  const log = createListeningLog()
  const config = readConfig({
    ...callers.environment,
    PORT: '0',
    CACHE: 'off',
    SINGLE_FLIGHT: 'false',
    SUBGRAPH_URLS: `culture=${culture.url}`,
    SUBGRAPH_DEADLINE_MS: '1000',
    ...more,
  })
  const gateway = await startGateway(config, log.log, new Map(), {}, planHere)
  running.push(gateway)
  const { ask, send } = createClient(gateway.url)
  const askAs = (headers: Readonly<Record<string, string>>, query: string) => ask(query, {}, headers)
  // Two clients, one of them without a token, and two plans.
  const token = await callers.headersOf(['developer'])
  const askBy = (at: number, query = at % 3 === 0 ? MUSEUM : NAME) => askAs(at % 2 === 0 ? {} : token, query)
  return {
    culture,
    log,
    askAs,
    ask: askBy,
    async askMany() {
      await Promise.all(Array.from({ length: MANY }, (_, at) => askBy(at)))
    },
    async circuit(): Promise<{ state: string; since: string }> {
      const { subgraphs } = JSON.parse((await send('/status.json')).body)
      return subgraphs.find(({ name }: { name: string }) => name === 'culture').breaker
    },
  }
}

async function startCulture(listener: RequestListener) {
  let [count, refused] = [0, 0]
  const culture = {
    listener,
    count: () => count,
    refused: () => refused,
  }
  const started = await startListener((request, response) => {
    if (Number(request.headers['content-length']) !== GATEWAYS_OWN.length) count++
    response.on('finish', () => {
      if (response.statusCode >= 500) refused++
    })
    culture.listener(request, response)
  })
  running.push(started)
  return Object.assign(culture, { url: started.url, stop: started.stop })
}

/** A log whose lines about circuits can be waited for. */
function createListeningLog() {
  const lines: { subgraph: string; before: string; state: string; level: number }[] = []
  const written = new EventEmitter()
  const log = pino(
    {},
    {
      write(line) {
        const said = JSON.parse(line)
        if (said.msg !== 'circuit breaker of a subgraph changed') return
        lines.push(said)
        written.emit('line')
      },
    },
  )
  return {
    log,
    changes: () => lines.map(({ subgraph, before, state, level }) => [subgraph, before, state, level]),
    async until(state: string): Promise<void> {
      const arrivals = on(written, 'line')
      if (lines.at(-1)?.state === state) return
      for await (const _ of arrivals) if (lines.at(-1)?.state === state) return
    },
  }
}
