import { EventEmitter, once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { afterEach, expect, it } from 'vitest'
import { createScheduler } from '../../kit/concurrency/scheduler.ts'
import { fetchArguments } from '../../test/kit/fetchArguments.ts'
import { startListener } from '../../test/kit/listener.ts'
import { balanceAddresses } from './balanceAddresses.ts'
import { createHttpTransport } from './httpTransport.ts'

const leftovers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of leftovers.splice(0)) await close()
})

const NOBODY = 'http://127.0.0.1:1/graphql'

it('addresses with equally many calls under way take turns', async () => {
  const [one, other] = [await startMachine(), await startMachine()]
  const { ask } = balance([one.url, other.url])
  for (let count = 0; count < 10; count++) await ask()
  expect([one.count(), other.count()]).toEqual([5, 5])
})

it('a call goes where the fewest are under way', async () => {
  const arrivals = new EventEmitter()
  const held: ServerResponse[] = []
  const slow = await startMachine((response) => {
    held.push(response)
    arrivals.emit('call')
  })
  const quick = await startMachine()
  const { ask } = balance([slow.url, quick.url])
  const arrived = once(arrivals, 'call')
  const first = ask()
  await arrived
  for (let count = 0; count < 10; count++) await ask()
  expect([slow.count(), quick.count()]).toEqual([1, 10])
  held[0]?.end('{"data":{}}')
  await first
})

it.each([false, true])(
  'a call that cannot be sent to one address is sent to another, a mutation: %s',
  async (isMutation) => {
    const { url, count } = await startMachine()
    const { ask } = balance([NOBODY, url])
    for (let asked = 0; asked < 10; asked++) expect((await ask(isMutation)).data).toEqual({})
    expect(count()).toBe(10)
  },
)

it('an address that refuses is left out, and tried again by one call', async () => {
  let isIll = true
  const ill = await startMachine((response) => {
    if (isIll) response.writeHead(500).end()
    else response.end('{"data":{}}')
  })
  const well = await startMachine()
  const { ask, pass } = balance([ill.url, well.url])
  const askMany = async (many: number) => {
    for (let asked = 0; asked < many; asked++) await ask().catch(() => {})
  }
  await askMany(20)
  expect(ill.count()).toBe(3)
  pass(1_000)
  await askMany(20)
  expect(ill.count()).toBe(4)
  // The second time it is left out for longer.
  pass(1_999)
  await askMany(20)
  expect(ill.count()).toBe(4)
  isIll = false
  pass(1)
  await askMany(20)
  expect(ill.count()).toBe(14)
})

it('where all addresses fail, the failure is told', async () => {
  const { ask } = balance([NOBODY, NOBODY])
  for (let count = 0; count < 3; count++)
    await expect(ask()).rejects.toMatchObject({ code: 'SUBGRAPH_UNREACHABLE' })
})

async function startMachine(answer = (response: ServerResponse) => void response.end('{"data":{}}')) {
  let count = 0
  const { url, stop } = await startListener((_, response) => {
    count++
    answer(response)
  })
  leftovers.push(stop)
  return { url, count: () => count }
}

function balance(urls: readonly string[]) {
  let time = 0
  const scheduler = createScheduler()
  const { call, close } = balanceAddresses(
    urls.map((url) => createHttpTransport({ subgraph: 'stock', url, scheduler })),
    () => time,
  )
  leftovers.unshift(close)
  return {
    ask: (isMutation = false) => call(...fetchArguments({ operation: isMutation ? 'mutation' : 'query' })),
    pass(milliseconds: number) {
      time += milliseconds
    },
  }
}
