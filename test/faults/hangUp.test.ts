import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { PassThrough } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../gateway/process/config/config.ts'
import { startGateway } from '../../gateway/process/gateway.ts'
import { planHere } from '../kit/planHere.ts'

const running: (() => Promise<unknown> | void)[] = []
afterEach(async () => {
  for (const stop of running.splice(0).toReversed()) await stop()
})

/** Culture's place taken by a server that never answers, and a gateway before it; with the gateway's warnings. */
async function startOverSilence() {
  const subgraph = createServer((request) => request.resume())
  subgraph.listen(0, '127.0.0.1')
  await once(subgraph, 'listening')
  running.push(() => void subgraph.close().closeAllConnections())
  const address = subgraph.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const warnings = new PassThrough()
  const config = readConfig({
    PORT: '0',
    SUBGRAPH_URLS: `culture=http://127.0.0.1:${port}/graphql`,
    DRAIN_MS: '100',
  })
  const gateway = await startGateway(config, pino({ level: 'warn' }, warnings), new Map(), {}, planHere)
  running.push(() => gateway.stop())
  // Of the subgraphs that have no address here.
  warnings.read()
  return {
    url: gateway.url,
    /** The next call of the subgraph when it comes. */
    called: () =>
      new Promise<ServerResponse>((resolve) =>
        subgraph.once('request', (_request, response) => resolve(response)),
      ),
    readWarnings: () => String(warnings.read() ?? ''),
  }
}

const GRAPHQL = {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ query: '{ museum(id: "mam") { name { pt } } }' }),
}

describe('a client that hangs up', () => {
  it.each([
    ['a GraphQL request', '/graphql', GRAPHQL],
    ['a saved query', '/q/museums-open-near-parking.csv', {}],
  ])('ends the calls of %s, and is nothing to log', async (_what, path, init) => {
    const { url, called, readWarnings } = await startOverSilence()
    const client = new AbortController()
    const coming = called()
    const asking = fetch(`${url}${path}`, { ...init, signal: client.signal }).catch((error: unknown) => error)
    const call = await coming
    const dropped = once(call, 'close')
    client.abort()
    await dropped
    expect(await asking).toMatchObject({ name: 'AbortError' })
    // The gateway's own work on it ends soon after.
    await sleep(50)
    expect(readWarnings()).toBe('')
  })

  it('ends no call that somebody else waits for', async () => {
    const { url, called } = await startOverSilence()
    const [one, two] = [new AbortController(), new AbortController()]
    const coming = called()
    const asking = [one, two].map(({ signal }) =>
      fetch(`${url}/graphql`, { ...GRAPHQL, signal }).catch((error: unknown) => error),
    )
    const call = await coming
    await sleep(50)
    one.abort()
    await asking[0]
    await sleep(50)
    expect(call.destroyed).toBe(false)
    const dropped = once(call, 'close')
    two.abort()
    await dropped
    await asking[1]
  })
})
