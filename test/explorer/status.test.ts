import { afterEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../gateway/process/config/config.ts'
import { startGateway } from '../../gateway/process/gateway.ts'
import { createLog } from '../../kit/log.ts'
import { bureaus } from '../../schema/bureaus/register.ts'
import { definition as culture } from '../../subgraphs/culture/server.ts'
import { definition as transport } from '../../subgraphs/transport/server.ts'
import { createClient, type Client } from '../kit/client.ts'
import { startTestGateway } from '../kit/gateway.ts'
import { startHostileServer, startSubgraphServer, TEST_SECRET } from '../kit/subgraph.ts'
import { planHere } from '../kit/planHere.ts'

const running: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const part of running.splice(0).toReversed()) await part.stop()
})

function keep<T extends { stop(): Promise<void> }>(part: T): T {
  running.push(part)
  return part
}

/** A gateway that reaches these subgraphs and no other. */
async function startOver(urls: Readonly<Record<string, string>>): Promise<Client> {
  const config = readConfig({
    PORT: '0',
    GATEWAY_SECRET: TEST_SECRET,
    SUBGRAPH_URLS: Object.entries(urls)
      .map(([name, url]) => `${name}=${url}/graphql`)
      .join(','),
    SUBGRAPH_DEADLINE_MS: '300',
  })
  const gateway = keep(await startGateway(config, createLog('test', 'silent'), new Map(), {}, planHere))
  return createClient(gateway.url)
}

async function readStatus(client: Pick<Client, 'send'>) {
  const { body } = await client.send('/status.json')
  const { subgraphs, ...whole } = JSON.parse(body)
  const of = (name: string) => subgraphs.find((one: { name: string }) => one.name === name)
  return { ...whole, of }
}

describe('the status of the subgraphs', () => {
  it('says at once of each whether it answers, though nobody has asked anything yet', async () => {
    const gateway = keep(await startTestGateway())
    const { of, cache } = await readStatus(gateway)
    expect(cache).toBe(true)
    for (const { subgraph } of bureaus) {
      expect(of(subgraph)).toMatchObject({ state: 'up', calls: 1, failures: 0, lastFailure: null, wanted: 0 })
    }
  })

  it('counts what the cache knew', async () => {
    const gateway = keep(await startTestGateway())
    const ask = () => gateway.ask('{ museums(first: 3) { nodes { id } } }')
    await ask()
    const first = (await readStatus(gateway)).of('culture')
    await ask()
    await ask()
    const { wanted, known, calls } = (await readStatus(gateway)).of('culture')
    expect([first.wanted, first.known]).toEqual([1, 0])
    expect([wanted, known]).toEqual([3, 2])
    expect(calls).toBe(first.calls)
  })

  it('calls a subgraph failing after one failure, down after a second, and up when it is back', async () => {
    const first = await startSubgraphServer(transport)
    await first.stop()
    const client = await startOver({
      culture: keep(await startSubgraphServer(culture)).url,
      transport: first.url,
    })
    const ask = () => client.ask('{ lrtLines { id } }')
    await ask()
    await ask()
    const { of } = await readStatus(client)
    expect(of('transport')).toMatchObject({
      state: 'down',
      lastFailure: 'SUBGRAPH_UNREACHABLE',
      lastSuccessAt: null,
    })
    expect(of('culture')).toMatchObject({ state: 'up', failures: 0 })
    expect(of('health').lastFailure).toBe('SUBGRAPH_UNREACHABLE')
    keep(await startSubgraphServer(transport, Number(new URL(first.url).port)))
    await ask()
    const back = (await readStatus(client)).of('transport')
    expect(back).toMatchObject({ state: 'up', failures: of('transport').failures })
    expect(Date.parse(back.since)).toBeGreaterThanOrEqual(Date.parse(of('transport').lastFailureAt))
  })

  it('does not wait for one that hangs, and gives no address away', async () => {
    const hanging = keep(await startHostileServer(null))
    const client = await startOver({ culture: hanging.url })
    const status = await client.send('/status.json')
    expect(status.status).toBe(200)
    expect(JSON.parse(status.body).subgraphs).toContainEqual(
      expect.objectContaining({ name: 'culture', state: 'failing', lastFailure: 'SUBGRAPH_TIMEOUT' }),
    )
    expect(status.body).not.toContain('127.0.0.1')
  })

  it('asks a subgraph once for however many who look', async () => {
    const gateway = keep(await startTestGateway())
    await Promise.all(Array.from({ length: 20 }, () => readStatus(gateway)))
    expect((await readStatus(gateway)).of('health').calls).toBe(1)
  })

  it('answers GET alone', async () => {
    const gateway = keep(await startTestGateway())
    const { status, headers } = await gateway.send('/status.json', { method: 'POST' })
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD'])
  })
})
