import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startAllInOne, type AllInOne } from '../../gateway/allInOne.ts'
import { readConfig } from '../../gateway/process/config/config.ts'
import { startGateway } from '../../gateway/process/gateway.ts'
import { createLog } from '../../kit/log.ts'
import { createDefinition } from '../../subgraphs/catalogue/server.ts'
import { definition as transport } from '../../subgraphs/transport/server.ts'
import { useSourceFromEnvironment } from '../../subgraphs/catalogue/use/useSource.ts'
import { createClient, type Client } from '../kit/client.ts'
import { planHere } from '../kit/planHere.ts'
import { startSubgraphServer, TEST_SECRET } from '../kit/subgraph.ts'
import { startTestSubgraph } from '../../subgraphs/_kit/testSubgraph.ts'
import { createCallers, type Callers } from '../trust/callers.ts'

const MONTH = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7)
const named = (name: string) => ({ 'apollographql-client-name': name })

describe('the use of the graph in the graph', () => {
  let folder = ''
  let callers: Callers
  let started: AllInOne
  let gateway: Client & Pick<Callers, 'headersOf'>
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'use-'))
    callers = await createCallers()
    // By the clock of the machine, by which requests are counted.
    started = await startAllInOne(
      { ...callers.environment, PORT: '0', STATE_DIR: folder, CACHE: 'off' },
      { clock: () => new Date(), random: () => 0.5, log: createLog('test', 'silent') },
      planHere,
    )
    gateway = { ...createClient(started.url), headersOf: callers.headersOf }
    for (const name of ['a', 'b', 'c', 'd', 'e'])
      await gateway.ask('{ carParks(first: 1) { nodes { id freeSpaces { cars } } } }', {}, named(name))
    // A snooper with three names of his own, and one whom he would like to know.
    for (const name of ['mine-1', 'mine-2', 'mine-3', 'victim'])
      await gateway.ask('{ roadWorks(first: 1) { nodes { id } } }', {}, named(name))
    await gateway.ask('{ nothing }', {}, named('mistaken'))
    await started.use.flush()
  })
  afterAll(async () => {
    await started.stop()
    await callers.stop()
    await rm(folder, { recursive: true })
  })

  const USE = 'use { month requests errors clients withheld sample }'

  it('is a public total by month from five clients on, where a request counts once', async () => {
    const { data } = await gateway.ask(`{ dataset(id: "dsat-carpark-live") { ${USE} } }`)
    expect(data).toEqual({
      dataset: {
        use: [{ month: MONTH, requests: 5, errors: 0, clients: 5, withheld: false, sample: false }],
      },
    })
  })

  it('is withheld below, which it says, though three names are the reader’s own', async () => {
    const { data } = await gateway.ask(`{ dataset(id: "dsat-roadworks") { ${USE} } }`)
    expect(data).toEqual({
      dataset: {
        use: [{ month: MONTH, requests: null, errors: null, clients: null, withheld: true, sample: false }],
      },
    })
  })

  it('is that of all data sets for a bureau', async () => {
    const { data } = await gateway.ask(`{ bureau(id: "dsat") { ${USE} } }`)
    expect(data).toMatchObject({ bureau: { use: [{ month: MONTH, requests: 9, clients: 9 }] } })
    const { data: none } = await gateway.ask('{ bureau(id: "cb") { use { month } } }')
    expect(none).toEqual({ bureau: { use: [] } })
  })

  const BY_CLIENT = `{ bureau(id: "dsat") { useByClient(month: "${MONTH}", dataset: "dsat-roadworks") {
    client verified requests errors lastDay } } }`

  it('is by client for the bureau’s own staff alone', async () => {
    const staff = await gateway.headersOf(['staff'], { bureaus: ['dsat'] })
    const { data } = await gateway.ask(BY_CLIENT, {}, staff)
    const { useByClient } = JSON.parse(JSON.stringify(data)).bureau
    expect(useByClient).toHaveLength(4)
    expect(useByClient).toContainEqual({
      client: 'victim',
      verified: false,
      requests: 1,
      errors: 0,
      lastDay: expect.stringContaining(MONTH),
    })
  })

  it.each([
    ['without a token', null, {}],
    ['for staff of another bureau', ['staff'], { bureaus: ['ssm'] }],
    ['for staff of no bureau', ['staff'], {}],
    ['for a partner with the claim', ['partner'], { bureaus: ['dsat'] }],
    ['for the bureau’s scope alone', ['bureau:dsat'], { bureaus: ['dsat'] }],
  ] as const)('is not by client %s', async (_, scopes, claims) => {
    const headers = await gateway.headersOf(scopes, claims)
    const { data, errors } = await gateway.ask(BY_CLIENT, {}, headers)
    expect(JSON.stringify([data, errors])).not.toContain('victim')
    expect(data).toEqual({ bureau: { useByClient: null } })
    expect(errors).toHaveLength(1)
  })

  it.each([
    [
      '{ bureau(id: "dsat") { use(months: 14) { month } } }',
      'months: expected a whole number from 1 to 13; got 14.',
    ],
    [
      '{ dataset(id: "dsat-roadworks") { use(months: 0) { month } } }',
      'months: expected a whole number from 1 to 13; got 0.',
    ],
  ])('refuses %s', async (query, message) => {
    const { errors } = await gateway.ask(query)
    expect(errors?.map((error) => error.message)).toEqual([message])
  })

  it('gives a bureau no client of another’s data set', async () => {
    const staff = await gateway.headersOf(['staff'], { bureaus: ['ssm'] })
    const query = `{ bureau(id: "ssm") { useByClient(month: "${MONTH}", dataset: "dsat-roadworks") { client } } }`
    const { errors } = await gateway.ask(query, {}, staff)
    expect(errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['BAD_USER_INPUT'])
  })
})

describe('the use that a catalogue of its own process reads', () => {
  const running: { stop(): Promise<unknown> }[] = []
  afterEach(async () => {
    for (const part of running.splice(0).toReversed()) await part.stop()
  })

  it('comes from the gateway by its secret', async () => {
    const car = await startSubgraphServer(transport)
    running.push(car)
    const config = readConfig({
      PORT: '0',
      GATEWAY_SECRET: TEST_SECRET,
      USE_FLUSH_SECONDS: '1',
      SUBGRAPH_URLS: `transport=${car.url}/graphql`,
    })
    const gateway = await startGateway(config, createLog('test', 'silent'), new Map(), {}, planHere)
    running.push(gateway)
    await gateway.ready
    const client = createClient(gateway.url)
    for (const name of ['a', 'b', 'c', 'd', 'e'])
      await client.ask('{ carParks(first: 1) { nodes { id } } }', {}, named(name))
    await gateway.use.flush()
    const read = async (secret: string) => {
      const catalogue = await startTestSubgraph(
        createDefinition([], useSourceFromEnvironment),
        { CATALOGUE_USE_URL: gateway.url, GATEWAY_SECRETS: secret },
        () => new Date(),
      )
      running.push(catalogue)
      return catalogue.ask('{ dataset(id: "dsat-carpark-detail") { use { month requests } } }')
    }
    expect(await read(TEST_SECRET)).toEqual({
      data: { dataset: { use: [{ month: MONTH, requests: 5 }] } },
    })
    const refused = await read('another-secret-of-sixteen')
    expect(refused.data).toEqual({ dataset: { use: null } })
    expect(refused.errors?.map(({ message }) => message)).toEqual([
      'The use of the graph cannot be read from the gateway at the moment.',
    ])
    expect((await client.send('/use', { method: 'GET' })).status).toBe(403)
    const question = (body: string) =>
      client.send('/use', { method: 'POST', headers: { 'x-gateway-secret': TEST_SECRET }, body })
    for (const body of ['', '{}', 'x'.repeat(2_000_000)])
      expect(await question(body)).toMatchObject({
        status: 400,
        body: expect.stringMatching(/^{"error":"Expected/),
      })
  })
})
