import { EventEmitter, once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import { createDeadlines } from '../../../kit/concurrency/deadlines.ts'
import { createScheduler } from '../../../kit/concurrency/scheduler.ts'
import { fetchArguments } from '../../../test/kit/fetchArguments.ts'
import { startListener } from '../../../test/kit/listener.ts'
import { askOwnQuery } from '../health/probe.ts'
import { createHttpTransport } from '../httpTransport.ts'
import { withDeadline } from '../withDeadline.ts'
import { createBreakers, type CircuitChange } from './breakers.ts'

const leftovers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of leftovers.splice(0)) await close()
})

const OWN_QUERY = '{__typename}'
/** More than the least volume. */
const MANY = 40

type Answer = (query: string, response: ServerResponse) => void

const answerWell: Answer = (_, response) => void response.end('{"data":{"name":"a"}}')
const refuse: Answer = (_, response) => void response.writeHead(500).end('no')
const breakOff: Answer = (_, response) => void response.destroy()
const hang: Answer = () => {}

describe('a circuit opens', () => {
  it.each<[string, Answer, number]>([
    ['are refused with 5xx', refuse, 5_000],
    ['lose their connection', breakOff, 5_000],
    ['come to their deadline', hang, 30],
  ])('where calls of several clients with several plans %s', async (_, answer, deadlineMs) => {
    const stock = await startStock(answer, deadlineMs)
    const opened = stock.until('open')
    await stock.askAll(MANY, (at) => [`client-${at % 4}`, `{name a${at % 3}: name}`])
    expect(await opened).toEqual({ subgraph: 'stock', before: 'closed', state: 'open' })
    const asked = stock.asked()
    await expect(stock.ask('client-9', '{other}')).rejects.toMatchObject({
      code: 'SUBGRAPH_UNAVAILABLE',
      message: 'Subgraph "stock" is not asked now: it did not answer of late.',
    })
    expect(stock.asked()).toBe(asked)
    expect(stock.breakers.of('stock').state).toBe('open')
  })

  it('where one client alone asks and the gateway is not answered either', async () => {
    const stock = await startStock(refuse)
    const opened = stock.until('open')
    await stock.askAll(3, () => ['client-1', '{name}'])
    await opened
    expect(stock.queries.get(OWN_QUERY)).toBeGreaterThan(0)
  })
})

describe('a circuit stays closed', () => {
  it.each<[string, (at: number) => [string, string], Answer]>([
    ['one client alone fails, with many plans', (at) => ['client-1', `{name a${at}: name}`], refuseAllButOwn],
    ['one plan alone fails, for many clients', (at) => [`client-${at}`, '{name}'], refuseAllButOwn],
    [
      'one client fails nine times as often as all others succeed',
      (at) => (at % 10 === 0 ? [`client-${at % 7}`, '{fine}'] : ['mallory', `{name a${at}: name}`]),
      (query, response) => (query === '{fine}' ? answerWell : refuse)(query, response),
    ],
    ['fewer fail than are answered', (at) => [`client-${at}`, `{name a${at}: name}`], everyThird(refuse)],
    [
      'subgraphs report errors of their own',
      (at) => [`client-${at}`, `{name a${at}: name}`],
      (_, response) => void response.writeHead(500).end('{"data":null,"errors":[{"message":"no"}]}'),
    ],
    [
      'clients are at fault',
      (at) => [`client-${at}`, `{name a${at}: name}`],
      (_, response) => void response.writeHead(403).end('no'),
    ],
    [
      'answers break the protocol',
      (at) => [`client-${at}`, `{name a${at}: name}`],
      (_, response) => void response.end('no'),
    ],
  ])('where %s', async (_, askBy, answer) => {
    const stock = await startStock(answer)
    for (let round = 0; round < 3; round++) await stock.askAll(MANY, askBy)
    expect(stock.changes).toEqual([])
    expect(stock.breakers.of('stock').state).toBe('closed')
  })

  it('where clients hang up', async () => {
    const stock = await startStock(hang)
    for (let at = 0; at < MANY; at++) {
      const client = new AbortController()
      const arrived = once(stock.arrivals, 'query')
      const asked = stock.ask(`client-${at}`, `{name a${at}: name}`, client.signal)
      await arrived
      client.abort()
      await expect(asked).rejects.toMatchObject({ code: 'SUBGRAPH_TIMEOUT' })
    }
    expect(stock.changes).toEqual([])
  })

  it('where little is asked', async () => {
    const stock = await startStock(refuse)
    await stock.askAll(2, (at) => [`client-${at}`, `{name a${at}: name}`])
    expect(stock.changes).toEqual([])
    expect(stock.queries.get(OWN_QUERY)).toBeUndefined()
  })
})

describe('an open circuit', () => {
  it('is half open once the gateway is answered, and closed once clients are', async () => {
    let answer: Answer = refuse
    const stock = await startStock((query, response) => answer(query, response))
    await stock.open()
    const halfOpen = stock.until('half-open')
    answer = answerWell
    await halfOpen
    const closed = stock.until('closed')
    for (let at = 0; at < 3; at++)
      expect((await stock.ask(`client-${at}`, '{name}')).data).toEqual({ name: 'a' })
    expect(await closed).toEqual({ subgraph: 'stock', before: 'half-open', state: 'closed' })
  })

  it('of a subgraph that is called elsewhere from now on is a new one, which is closed', async () => {
    const stock = await startStock(refuse)
    await stock.open()
    stock.breakers.forget('stock')
    expect(stock.changes.at(-1)).toEqual({ subgraph: 'stock', before: 'open', state: 'closed' })
    const asked = stock.asked()
    await expect(stock.ask('client-1', '{name}')).rejects.toMatchObject({ code: 'SUBGRAPH_UNREACHABLE' })
    expect(stock.asked()).toBe(asked + 1)
    expect(stock.breakers.of('stock').state).toBe('closed')
  })

  it('stays open while the gateway is not answered', async () => {
    const stock = await startStock(refuse)
    await stock.open()
    while ((stock.queries.get(OWN_QUERY) ?? 0) < 3) await once(stock.arrivals, 'query')
    expect(stock.changes.map(({ state }) => state)).toEqual(['open'])
  })

  it('half open lets one call of each client through, and opens again where two clients fail', async () => {
    const waiting: ServerResponse[] = []
    let isIll = true
    const stock = await startStock((query, response) => {
      if (isIll) refuse(query, response)
      else if (query === OWN_QUERY) answerWell(query, response)
      else waiting.push(response)
    })
    await stock.open()
    const halfOpen = stock.until('half-open')
    isIll = false
    await halfOpen
    const arrived = arrivalsOf(stock.arrivals, 2)
    const trials = [stock.ask('mallory', '{name}'), stock.ask('client-1', '{name}')].map((asked) =>
      asked.catch((error: unknown) => error),
    )
    await expect(stock.ask('mallory', '{name}')).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' })
    await arrived
    const again = stock.until('open')
    for (const response of waiting.splice(0)) refuse('', response)
    expect(await Promise.all(trials)).toMatchObject([
      { code: 'SUBGRAPH_UNREACHABLE' },
      { code: 'SUBGRAPH_UNREACHABLE' },
    ])
    expect(await again).toMatchObject({ before: 'half-open' })
  })

  it('half open is not opened again by one client alone', async () => {
    let isIll = true
    const stock = await startStock((query, response) => {
      if (isIll || query === '{bad}') refuse(query, response)
      else answerWell(query, response)
    })
    await stock.open()
    const halfOpen = stock.until('half-open')
    isIll = false
    await halfOpen
    for (let at = 0; at < 10; at++)
      await expect(stock.ask('mallory', '{bad}')).rejects.toMatchObject({ code: 'SUBGRAPH_UNREACHABLE' })
    const closed = stock.until('closed')
    for (let at = 0; at < 3; at++) await stock.ask('client-1', '{name}')
    await closed
  })
})

function refuseAllButOwn(query: string, response: ServerResponse): void {
  if (query === OWN_QUERY) answerWell(query, response)
  else refuse(query, response)
}

function everyThird(answer: Answer): Answer {
  let count = 0
  return (query, response) => (count++ % 3 === 0 ? answer : answerWell)(query, response)
}

async function arrivalsOf(arrivals: EventEmitter, count: number): Promise<void> {
  for (let arrived = 0; arrived < count; arrived++) await once(arrivals, 'query')
}

async function startStock(answer: Answer, deadlineMs = 5_000) {
  const queries = new Map<string, number>()
  const arrivals = new EventEmitter()
  const { url, stop } = await startListener(async (request, response) => {
    const { query } = JSON.parse(await text(request))
    queries.set(query, (queries.get(query) ?? 0) + 1)
    answer(query, response)
    arrivals.emit('query')
  })
  const transport = createHttpTransport({ subgraph: 'stock', url, scheduler: createScheduler() })
  const deadlines = createDeadlines()
  const call = withDeadline(() => deadlineMs, deadlines)(transport.call)
  const changes: CircuitChange[] = []
  const states = new EventEmitter()
  const breakers = createBreakers({
    settings: { openMs: 5, longestOpenMs: 20 },
    deadlines,
    now: Date.now,
    probe: (subgraph) => askOwnQuery(call, subgraph),
    onChange(change) {
      changes.push(change)
      states.emit(change.state, change)
    },
  })
  leftovers.push(async () => breakers.stop(), transport.close, stop)
  const guarded = breakers.breakCircuit(call)
  const ask = (client: string, query: string, signal = new AbortController().signal) =>
    guarded(...fetchArguments({ client, query, body: JSON.stringify({ query }), signal }))
  const askAll = async (count: number, askBy: (at: number) => [string, string]): Promise<void> => {
    await Promise.allSettled(Array.from({ length: count }, (_, at) => ask(...askBy(at))))
  }
  const until = async (state: string): Promise<unknown> => (await once(states, state))[0]
  return {
    breakers,
    changes,
    queries,
    arrivals,
    asked: () => [...queries].reduce((sum, [query, count]) => sum + (query === OWN_QUERY ? 0 : count), 0),
    ask,
    askAll,
    until,
    async open() {
      const opened = until('open')
      await askAll(MANY, (at) => [`client-${at % 4}`, `{name a${at % 3}: name}`])
      await opened
    },
  }
}
