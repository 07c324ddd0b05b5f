import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { loadDevelopmentKey } from '../../gateway/process/development/key.ts'
import { signDevelopmentToken } from '../../gateway/process/development/sign.ts'
import { fromRoot } from '../../kit/root.ts'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'
import { createEventMaker, SECRET, type EventMaker } from './eventMaker.ts'
import { openStream, parseSse, type OpenStream } from './readStream.ts'

let folder: string
let supergraph: string
let gateway: TestGateway
let transport: EventMaker
const opened: OpenStream[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hostile-'))
  supergraph = join(folder, 'supergraph.graphql')
  await cp(fromRoot('schema/supergraph.graphql'), supergraph)
  gateway = await startTestGateway({
    GATEWAY_SECRET: SECRET,
    SUPERGRAPH_FILE: supergraph,
    MAX_SUBSCRIPTIONS_PER_CLIENT: '3',
    DEVELOPMENT_TOKENS: 'true',
    DEVELOPMENT_KEY_FILE: join(folder, 'key.json'),
  })
  transport = createEventMaker(gateway.url, 'transport')
})
afterAll(async () => {
  await gateway.stop()
  await rm(folder, { recursive: true })
})
afterEach(async () => {
  for (const stream of opened.splice(0)) {
    stream.close()
    await stream.ended
  }
})

async function open(query: string, headers: Readonly<Record<string, string>> = {}): Promise<OpenStream> {
  const stream = await openStream(`${gateway.url}/graphql`, {
    body: { query },
    headers: { accept: 'text/event-stream', ...headers },
  })
  opened.push(stream)
  if (stream.status === 200) await stream.until((text) => text.includes('\n\n'))
  return stream
}

const untilTold = (stream: OpenStream, what: string) => stream.until((text) => text.includes(what))

it('who says that it knows what is still to come keeps it from nobody else', async () => {
  const query = 'subscription { carParkChanged { id } }'
  const liar = await open(query, { 'last-event-id': '999999999999999-0' })
  const other = await open(query)
  await transport.tell('carParks', '6001')
  await untilTold(other, '6001')
  expect(parseSse(liar.text())).toEqual([])
})

it('two tokens of one subject are told what each of them opens', async () => {
  const key = await loadDevelopmentKey(join(folder, 'key.json'))
  const headersOf = async (scopes: readonly string[]) => ({
    authorization: `Bearer ${await signDevelopmentToken(key, { subject: 'one', scopes, hours: 1 })}`,
  })
  const query = 'subscription { busesOnRoute(id: "3") { id plate } }'
  const opens = await open(query, await headersOf(['developer']))
  const opensLess = await open(query, await headersOf([]))
  await transport.tell('busRoutes', '3')
  await Promise.all([untilTold(opens, '"plate":"'), untilTold(opensLess, 'busesOnRoute')])
  expect(opensLess.text()).not.toContain('"plate":"')
})

it('a client that reads no answers is read no further, and loses none of them', async () => {
  const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws')
  await new Promise((resolve) => socket.once('open', resolve))
  socket.send('{"type":"connection_init"}')
  await new Promise((resolve) => socket.once('message', resolve))
  let pongs = 0
  socket.on('message', () => pongs++)
  socket.pause()
  const ping = JSON.stringify({ type: 'ping', payload: { text: 'x'.repeat(100_000) } })
  for (let at = 0; at < 500; at++) socket.send(ping)
  // Until nothing is taken from it any more: the system's own buffers take some.
  for (let before = Infinity; socket.bufferedAmount < before; await sleep(300)) before = socket.bufferedAmount
  expect(socket.bufferedAmount).toBeGreaterThan(1_000_000)
  socket.resume()
  await expect.poll(() => pongs, { timeout: 10_000 }).toBe(500)
  socket.terminate()
})

it('a subscription that is refused leaves nothing that a new version of the graph trips over', async () => {
  const query = (id: string) => `subscription { carParkChanged(ids: ["${id}"]) { id underMaintenance } }`
  const [first] = await Promise.all(['1', '2', '3'].map((id) => open(query(id))))
  expect((await open(query('4'))).status).toBe(429)
  first?.close()
  await first?.ended
  const later = await open(query('5'))
  const sdl = await readFile(supergraph, 'utf8')
  await writeFile(`${supergraph}.new`, sdl.replaceAll(/\bunderMaintenance\b/g, 'isUnderRepair'))
  await rename(`${supergraph}.new`, supergraph)
  await untilTold(later, 'GRAPHQL_VALIDATION_FAILED')
})
