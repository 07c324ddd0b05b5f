import { expect, it } from 'vitest'
import { createDeadlines } from '../../kit/concurrency/deadlines.ts'
import { GatewayError } from '../errors.ts'
import { withDeadline } from './withDeadline.ts'
import type { SubgraphRequest } from '../../engine/index.ts'
import { fetchArguments } from '../../test/kit/fetchArguments.ts'
import type { GatewayResponse } from './subgraphFetcher.ts'

const answer: GatewayResponse = { data: { a: 1 }, errors: [], bytes: 0 }

it('passes an answer on that comes in time', async () => {
  expect(await withDeadline(() => 1_000, createDeadlines())(async () => answer)(...requestOf())).toBe(answer)
})

it('gives up a call that takes longer, and tells it so', async () => {
  const { call, given } = startEndless(10)
  await expect(call(...requestOf())).rejects.toMatchObject({
    code: 'SUBGRAPH_TIMEOUT',
    message: 'Subgraph "stock" did not answer within 10 ms.',
  })
  expect(given[0]?.aborted).toBe(true)
})

it('gives up a call at once when its request ends, for the reason of the request', async () => {
  const { call, given } = startEndless(60_000)
  const request = new AbortController()
  const waiting = call(...requestOf(request.signal))
  request.abort(new GatewayError('DEADLINE_EXCEEDED', 'No complete answer within 1 ms.'))
  await expect(waiting).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED', details: { subgraph: 'stock' } })
  expect(given[0]?.aborted).toBe(true)
})

it('does not begin a call for a request that has ended', async () => {
  const { call, given } = startEndless(60_000)
  await expect(call(...requestOf(AbortSignal.abort()))).rejects.toMatchObject({ code: 'SUBGRAPH_TIMEOUT' })
  expect(given).toEqual([])
})

function startEndless(milliseconds: number) {
  const given: SubgraphRequest['signal'][] = []
  const call = withDeadline(
    () => milliseconds,
    createDeadlines(),
  )(({ signal }) => {
    given.push(signal)
    return new Promise<GatewayResponse>(() => undefined)
  })
  return { call, given }
}

function requestOf(signal: AbortSignal = new AbortController().signal) {
  return fetchArguments({ signal })
}
