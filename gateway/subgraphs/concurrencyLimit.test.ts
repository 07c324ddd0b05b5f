import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createDeadlines } from '../../kit/concurrency/deadlines.ts'
import { fetchArguments } from '../../test/kit/fetchArguments.ts'
import { createConcurrencyLimits, type ConcurrencyLimit } from './concurrencyLimit.ts'
import type { GatewayResponse } from './subgraphFetcher.ts'

const ANSWER: GatewayResponse = { data: {}, errors: [], bytes: 0 }

it('sends so many calls, and each that waits when another has ended, in their order', async () => {
  const { ask, sent, end } = limit({ calls: 2, waiting: 5, waitMs: 10_000 })
  const calls = ['a', 'b', 'c', 'd'].map((query) => ask(query))
  expect(sent).toEqual(['a', 'b'])
  end('b')
  await calls[1]
  await setImmediate()
  expect(sent).toEqual(['a', 'b', 'c'])
  end('a', new Error('no'))
  await expect(calls[0]).rejects.toThrow('no')
  await setImmediate()
  expect(sent).toEqual(['a', 'b', 'c', 'd'])
  end('c')
  end('d')
  expect(await Promise.all(calls.slice(2))).toEqual([ANSWER, ANSWER])
  expect(ask('e')).toBeInstanceOf(Promise)
  expect(sent).toContain('e')
})

it('refuses a call where as many wait as may', async () => {
  const { ask, sent, end } = limit({ calls: 1, waiting: 1, waitMs: 10_000 })
  const calls = [ask('a'), ask('b')]
  await expect(ask('c')).rejects.toMatchObject({
    code: 'SUBGRAPH_UNAVAILABLE',
    message:
      'Subgraph "stock" is not asked now: it has as many calls under way as it may have (1), and as many that wait (1).',
  })
  expect(sent).toEqual(['a'])
  end('a')
  await setImmediate()
  end('b')
  expect(await Promise.all(calls)).toHaveLength(2)
})

it('refuses a call that has waited too long, and does not send it later', async () => {
  const { ask, sent, end } = limit({ calls: 1, waiting: 1, waitMs: 5 })
  const first = ask('a')
  await expect(ask('b')).rejects.toMatchObject({
    code: 'SUBGRAPH_UNAVAILABLE',
    message: 'Subgraph "stock" is not asked now: it had as many calls under way as it may have (1) for 5 ms.',
  })
  end('a')
  await first
  await setImmediate()
  expect(sent).toEqual(['a'])
})

it('forgets a call whose caller gives up while it waits', async () => {
  const { ask, sent, end } = limit({ calls: 1, waiting: 1, waitMs: 10_000 })
  const first = ask('a')
  const caller = new AbortController()
  const second = ask('b', caller.signal)
  caller.abort()
  await expect(second).rejects.toMatchObject({ code: 'SUBGRAPH_TIMEOUT' })
  const third = ask('c')
  end('a')
  await first
  await setImmediate()
  expect(sent).toEqual(['a', 'c'])
  end('c')
  await third
})

it('refuses all that wait at once where it is told to', async () => {
  const { ask, refuseWaiting } = limit({ calls: 1, waiting: 5, waitMs: 10_000 })
  void ask('a')
  const waiting = [ask('b'), ask('c')]
  refuseWaiting('stock', 'it did not answer of late')
  for (const one of waiting) await expect(one).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' })
})

function limit(bounds: ConcurrencyLimit) {
  const sent: string[] = []
  const ends = new Map<string, (error?: Error) => void>()
  const { limitCalls, refuseWaiting } = createConcurrencyLimits(() => bounds, createDeadlines())
  const call = limitCalls(
    ({ query }) =>
      new Promise((resolve, reject) => {
        sent.push(query)
        ends.set(query, (error) => (error === undefined ? resolve(ANSWER) : reject(error)))
      }),
  )
  return {
    sent,
    refuseWaiting,
    ask: (query: string, signal = new AbortController().signal) => call(...fetchArguments({ query, signal })),
    end: (query: string, error?: Error) => ends.get(query)?.(error),
  }
}
