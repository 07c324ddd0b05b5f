import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, expect, it } from 'vitest'
import { createScheduler } from '../../kit/concurrency/scheduler.ts'
import { fetchArguments } from '../../test/kit/fetchArguments.ts'
import { startListener } from '../../test/kit/listener.ts'
import { createHttpTransport } from './httpTransport.ts'
import type { GatewayResponse } from './subgraphFetcher.ts'

const leftovers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of leftovers.splice(0)) await close()
})

const MAX_BYTES = 100_000
const DATA = { name: '澳門'.repeat(1_000) }
const BODY = Buffer.from(JSON.stringify({ data: DATA }))
const BOMB = Buffer.from(JSON.stringify({ data: { name: 'x'.repeat(50_000_000) } }))

it.each([
  ['gzip', 'gzip', gzipSync(BODY)],
  ['gzip by its old name', 'X-GZIP', gzipSync(BODY)],
  ['deflate', 'deflate', deflateSync(BODY)],
  ['deflate without its header', 'deflate', deflateRawSync(BODY)],
  ['br', 'br', brotliCompressSync(BODY)],
  ['identity', 'identity', BODY],
])('takes an answer in %s, asked for or not', async (_, encoding, body) => {
  const { data, bytes } = await ask(200, encoding, body)
  expect(data).toEqual(DATA)
  expect(bytes).toBe(BODY.length)
})

it.each<[string, number, string, Buffer, string, string]>([
  ['gzip', 200, 'gzip', gzipSync(BOMB), 'SUBGRAPH_MALFORMED', 'gave an answer of more than 100000 bytes'],
  [
    'deflate',
    200,
    'deflate',
    deflateSync(BOMB),
    'SUBGRAPH_MALFORMED',
    'gave an answer of more than 100000 bytes',
  ],
  [
    'br',
    200,
    'br',
    brotliCompressSync(BOMB),
    'SUBGRAPH_MALFORMED',
    'gave an answer of more than 100000 bytes',
  ],
  ['text called gzip', 200, 'gzip', BODY, 'SUBGRAPH_MALFORMED', 'gave an answer that cannot be unpacked'],
  [
    'half of a gzip',
    200,
    'gzip',
    gzipSync(BODY).subarray(0, 30),
    'SUBGRAPH_MALFORMED',
    'gave an answer that cannot be unpacked',
  ],
  [
    'nothing called br',
    200,
    'br',
    Buffer.alloc(0),
    'SUBGRAPH_MALFORMED',
    'gave an answer that cannot be unpacked',
  ],
  [
    'zstd',
    200,
    'zstd',
    BODY,
    'SUBGRAPH_MALFORMED',
    'packed its answer: expected gzip, deflate, br; got "zstd"',
  ],
  [
    'two encodings',
    200,
    'gzip, br',
    BODY,
    'SUBGRAPH_MALFORMED',
    'packed its answer: expected gzip, deflate, br; got "gzip, br"',
  ],
  ['a bad status', 502, 'gzip', BODY, 'SUBGRAPH_UNREACHABLE', 'answered with HTTP status 502'],
])('refuses a bomb, and what cannot be unpacked: %s', async (_, status, encoding, body, code, problem) => {
  await expect(ask(status, encoding, body)).rejects.toMatchObject({
    code,
    message: `Subgraph "stock" ${problem}.`,
  })
})

it('asks for packed answers where they cross a network', async () => {
  const asked: unknown[] = []
  const { url, stop } = await startListener((request, response) => {
    asked.push(request.headers['accept-encoding'])
    response.end('{"data":{}}')
  })
  leftovers.push(stop)
  await callAt(url)
  // This machine, by an address that is not known for one of its own.
  await callAt(url.replace('127.0.0.1', '0.0.0.0'))
  expect(asked).toEqual([undefined, 'gzip, deflate, br'])
})

async function ask(status: number, encoding: string, body: Buffer): Promise<GatewayResponse> {
  const { url, stop } = await startListener((_, response) => {
    response.writeHead(status, { 'content-encoding': encoding }).end(body)
  })
  leftovers.push(stop)
  return callAt(url)
}

function callAt(url: string): Promise<GatewayResponse> {
  const { call, close } = createHttpTransport({
    subgraph: 'stock',
    url,
    maxBytes: MAX_BYTES,
    scheduler: createScheduler(),
  })
  leftovers.unshift(close)
  return call(...fetchArguments())
}
