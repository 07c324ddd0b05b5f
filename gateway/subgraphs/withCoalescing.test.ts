import { expect, it } from 'vitest'
import type { SubgraphRequest } from '../../engine/index.ts'
import { fetchArguments } from '../../test/kit/fetchArguments.ts'
import type { FetchContext, GatewayResponse } from './subgraphFetcher.ts'
import { withCoalescing } from './withCoalescing.ts'

it('lets requests that are alike share one call while it is under way', async () => {
  const { call, begun } = startCalls()
  const answers = [call(...requestOf()), call(...requestOf()), call(...requestOf())]
  expect(begun.length).toBe(1)
  begun[0]?.answer({ a: 1 })
  const [first, second, third] = await Promise.all(answers)
  expect(first?.data).toBe(second?.data)
  expect([first, second, third].map((answer) => answer?.coalesced ?? false)).toEqual([false, true, true])
  expect(first?.responseId).toBeDefined()
  expect(first?.responseId).toBe(third?.responseId)
})

it('asks again when the call is over', async () => {
  const { call, begun } = startCalls()
  const first = call(...requestOf())
  begun[0]?.answer({ a: 1 })
  await first
  const second = call(...requestOf())
  expect(begun.length).toBe(2)
  begun[1]?.answer({ a: 2 })
  expect((await second).data).toEqual({ a: 2 })
})

it('gives an answer that nobody else got no token', async () => {
  const { call, begun } = startCalls()
  const answer = call(...requestOf())
  begun[0]?.answer({ a: 1 })
  expect((await answer).responseId).toBeUndefined()
})

it.each([
  ['another subgraph', { subgraph: 'other' }],
  ['another body', { body: '{}' }],
  ['another value of a forwarded header', { headers: { authorization: 'Bearer 2' } }],
  ['no such header', { headers: {} }],
  ['one more header', { headers: { authorization: 'Bearer 1', cookie: 'x' } }],
])('does not share with %s', (_, difference) => {
  const { call, begun } = startCalls()
  void call(...requestOf())
  void call(...requestOf(difference))
  expect(begun.length).toBe(2)
})

it('shares in spite of another request id, and whatever the order of headers', () => {
  const { call, begun } = startCalls()
  void call(...requestOf({ headers: { a: '1', b: '2' }, requestId: 'one' }))
  void call(...requestOf({ headers: { b: '2', a: '1' }, requestId: 'two' }))
  expect(begun.length).toBe(1)
})

it('never shares a mutation', () => {
  const { call, begun } = startCalls()
  void call(...requestOf({ operation: 'mutation' }))
  void call(...requestOf({ operation: 'mutation' }))
  expect(begun.length).toBe(2)
})

it('tells a failure to all who wait', async () => {
  const { call, begun } = startCalls()
  const answers = [call(...requestOf()), call(...requestOf())]
  begun[0]?.fail(new Error('down'))
  expect((await Promise.allSettled(answers)).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
})

it('goes on for the others when one hangs up', async () => {
  const { call, begun } = startCalls()
  const leaver = new AbortController()
  const left = call(...requestOf({ signal: leaver.signal }))
  const stays = call(...requestOf())
  leaver.abort()
  await expect(left).rejects.toMatchObject({ code: 'SUBGRAPH_TIMEOUT' })
  expect(begun[0]?.signal.aborted).toBe(false)
  begun[0]?.answer({ a: 1 })
  expect((await stays).data).toEqual({ a: 1 })
})

it('is given up when all have hung up, and then asked anew', async () => {
  const { call, begun } = startCalls()
  const leavers = [new AbortController(), new AbortController()]
  const left = leavers.map(({ signal }) => call(...requestOf({ signal })))
  for (const leaver of leavers) leaver.abort()
  await Promise.allSettled(left)
  expect(begun[0]?.signal.aborted).toBe(true)
  void call(...requestOf())
  expect(begun.length).toBe(2)
})

interface BegunCall {
  readonly signal: SubgraphRequest['signal']
  readonly answer: (data: Record<string, unknown>) => void
  readonly fail: (error: Error) => void
}

function startCalls() {
  const begun: BegunCall[] = []
  const call = withCoalescing()(
    ({ signal }) =>
      new Promise<GatewayResponse>((resolve, reject) => {
        begun.push({ signal, answer: (data) => resolve({ data, errors: [], bytes: 0 }), fail: reject })
      }),
  )
  return { call, begun }
}

function requestOf(difference: Partial<SubgraphRequest & FetchContext> = {}) {
  return fetchArguments({ headers: { authorization: 'Bearer 1' }, ...difference })
}
