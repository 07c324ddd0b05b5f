import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../gateway/process/config/config.ts'
import { startGateway } from '../../gateway/process/gateway.ts'
import { runUse } from '../../gateway/telemetry/use/command.ts'
import type { Environment } from '../../kit/config.ts'
import { createLog } from '../../kit/log.ts'
import { definition as transport } from '../../subgraphs/transport/server.ts'
import { createClient } from '../kit/client.ts'
import { planHere } from '../kit/planHere.ts'
import { startPostgres, type StartedPostgres } from '../kit/postgres.ts'
import { startSubgraphServer, TEST_SECRET } from '../kit/subgraph.ts'

const running: { stop(): Promise<unknown> }[] = []
let postgres: StartedPostgres | null = null
let address = ''
beforeAll(async () => {
  postgres = await startPostgres()
  const cars = await startSubgraphServer(transport)
  running.push(cars)
  address = cars.url
})
afterEach(async () => {
  for (const part of running.splice(1).toReversed()) await part.stop()
})
afterAll(async () => {
  for (const part of running.toReversed()) await part.stop()
  await postgres?.stop()
})

async function startCounting(
  databaseUrl: string | undefined,
  subgraph = address,
  environment: Environment = {},
) {
  const config = readConfig({
    PORT: '0',
    GATEWAY_SECRET: TEST_SECRET,
    SUBGRAPH_URLS: `transport=${subgraph}/graphql`,
    USE_DATABASE_URL: databaseUrl,
    USE_FLUSH_SECONDS: '1',
    ...environment,
  })
  const gateway = await startGateway(config, createLog('test', 'silent'), new Map(), {}, planHere)
  running.push(gateway)
  await gateway.ready
  return { ...createClient(gateway.url), flush: () => gateway.use.flush(), store: gateway.use.store }
}

const LINES = '{ lrtLines { id } }'

describe('gateways with one use database', () => {
  it('add up to one table, which the command reads', async (context) => {
    if (postgres === null) return context.skip()
    const { url } = postgres
    const gateways = [await startCounting(url), await startCounting(url)]
    const ask = async ({ ask: send }: (typeof gateways)[number], name: string) =>
      send(LINES, {}, { 'apollographql-client-name': name })
    const askOften = async (gateway: (typeof gateways)[number]) => {
      for (let number = 0; number < 50; number++) {
        const { errors } = await ask(gateway, `client-${number % 10}`)
        expect(errors).toBeUndefined()
      }
    }
    await Promise.all(gateways.map(askOften))
    await Promise.all(gateways.map(({ flush }) => flush()))
    const { text } = await runUse(
      ['field', 'LrtLine.id', '--format', 'json'],
      { USE_DATABASE_URL: url },
      () => new Date(),
    )
    const rows: readonly { client: string; requests: number }[] = JSON.parse(text)
    expect(rows).toHaveLength(10)
    expect(rows.every(({ requests }) => requests === 10)).toBe(true)
  })

  it('answer as ever while it is dead', async (context) => {
    const own = await startPostgres()
    if (own === null) return context.skip()
    const gateway = await startCounting(own.url)
    await gateway.ask(LINES)
    await gateway.flush()
    await own.stop()
    for (let round = 0; round < 3; round++) {
      const { data, errors } = await gateway.ask(LINES)
      expect([errors, JSON.stringify(data)]).toEqual([undefined, expect.stringContaining('lrtLines')])
      await gateway.flush()
    }
    const read = await runUse(['field', 'LrtLine.id'], { USE_DATABASE_URL: own.url }, () => new Date())
    expect(read.exitCode).toBe(2)
    expect(read.text).toContain('ECONNREFUSED')
  })
})

it('shows the errors of a dead subgraph by client', async () => {
  const dying = await startSubgraphServer(transport)
  const gateway = await startCounting(undefined, dying.url, { CACHE: 'off' })
  const ask = (name: string) => gateway.ask(LINES, {}, { 'apollographql-client-name': name })
  await ask('before')
  await dying.stop()
  await ask('after')
  await ask('after')
  await gateway.flush()
  const uses = await gateway.store.readFields({
    from: '2000-01-01',
    to: '9999-12-31',
    coordinate: 'LrtLine.id',
  })
  expect(uses.map(({ client, requests, errors }) => [client, requests, errors])).toEqual([
    ['before', 1, 0],
    ['after', 2, 2],
  ])
})
