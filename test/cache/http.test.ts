import { createServer, type Server } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { createScheduler } from '../../kit/concurrency/scheduler.ts'
import { fetchArguments } from '../kit/fetchArguments.ts'
import { createHttpTransport } from '../../gateway/subgraphs/httpTransport.ts'
import type { GatewayResponse } from '../../gateway/subgraphs/subgraphFetcher.ts'

const NOTHING = { isForbidden: false, isPrivate: false, maxAge: undefined, age: 0 }
const NO_GRACE = { staleWhileRevalidate: undefined, staleIfError: undefined }

let server: Server | undefined

afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

describe('what a subgraph says of keeping its answer', () => {
  it.each<[string, Readonly<Record<string, string | string[]>>, object | undefined]>([
    ['nothing', {}, undefined],
    ['an age', { 'cache-control': 'max-age=60', age: '7' }, { ...NOTHING, ...NO_GRACE, maxAge: 60, age: 7 }],
    [
      'one for caches that are shared',
      { 'cache-control': 'public, max-age=60, s-maxage=5' },
      { ...NOTHING, ...NO_GRACE, maxAge: 5 },
    ],
    [
      'in several headers',
      { 'cache-control': ['Private', 'MAX-AGE="9"'] },
      { ...NOTHING, ...NO_GRACE, isPrivate: true, maxAge: 9 },
    ],
    ['no', { 'cache-control': 'no-store' }, { ...NOTHING, ...NO_GRACE, isForbidden: true }],
    [
      'that it must be asked',
      { 'cache-control': 'no-cache, max-age=60' },
      { ...NOTHING, ...NO_GRACE, isForbidden: true, maxAge: 60 },
    ],
    [
      'that it varies by all',
      { vary: 'Accept, *' },
      { ...NOTHING, ...NO_GRACE, isForbidden: true, varies: ['accept', '*'] },
    ],
    [
      'by which headers it varies',
      { vary: ['X-Region, Accept', 'Accept-Language'] },
      { ...NOTHING, ...NO_GRACE, varies: ['x-region', 'accept', 'accept-language'] },
    ],
    [
      'what it allows past that age',
      { 'cache-control': 'max-age=60, stale-while-revalidate=30, stale-if-error=300' },
      { ...NOTHING, maxAge: 60, staleWhileRevalidate: 30, staleIfError: 300 },
    ],
    [
      'that it allows nothing past that age',
      { 'cache-control': 'max-age=60, stale-if-error=300, must-revalidate' },
      { ...NOTHING, maxAge: 60, staleWhileRevalidate: 0, staleIfError: 0 },
    ],
    ['an age that is none', { 'cache-control': 'max-age=soon' }, { ...NOTHING, ...NO_GRACE, maxAge: 0 }],
    ['two ages', { 'cache-control': 'max-age=1, max-age=2' }, { ...NOTHING, ...NO_GRACE, maxAge: 0 }],
  ])('%s', async (_what, headers, statement) => {
    expect((await ask(headers)).cacheControl).toEqual(statement)
  })
})

async function ask(headers: Readonly<Record<string, string | string[]>>): Promise<GatewayResponse> {
  const started = createServer((_, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    response.end('{"data":{}}')
  })
  server = started
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve))
  const address = started.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const { call, close } = createHttpTransport({
    subgraph: 'a',
    url: `http://127.0.0.1:${port}/`,
    scheduler: createScheduler(),
  })
  try {
    return await call(...fetchArguments({ subgraph: 'a' }))
  } finally {
    await close()
  }
}
