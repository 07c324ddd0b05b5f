import { afterEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../gateway/process/config/config.ts'
import { startGateway } from '../../gateway/process/gateway.ts'
import { createLog } from '../../kit/log.ts'
import { definition as culture } from '../../subgraphs/culture/server.ts'
import { definition as transport } from '../../subgraphs/transport/server.ts'
import { createClient, type Client } from '../kit/client.ts'
import { startHostileServer, startSubgraphServer, TEST_SECRET, type ServedSubgraph } from '../kit/subgraph.ts'
import { planHere } from '../kit/planHere.ts'

const running: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const part of running.splice(0).toReversed()) await part.stop()
})

function keep<T extends { stop(): Promise<void> }>(part: T): T {
  running.push(part)
  return part
}

async function startOver(
  subgraphs: Readonly<Record<string, ServedSubgraph | string>>,
  more: Readonly<Record<string, string>> = {},
): Promise<Client> {
  const urls = Object.entries(subgraphs).map(
    ([name, at]) => `${name}=${typeof at === 'string' ? at : at.url}/graphql`,
  )
  const config = readConfig({
    PORT: '0',
    GATEWAY_SECRET: TEST_SECRET,
    SUBGRAPH_URLS: urls.join(','),
    ...more,
  })
  const gateway = keep(await startGateway(config, createLog('test', 'silent'), new Map(), {}, planHere))
  return createClient(gateway.url)
}

/** A museum of the culture bureau with something of transport's beside it. */
const ACROSS = '{ museum(id: "mam") { name { pt } place { id nearbyCarParks(first: 1) { metres } } } }'
const CULTURE_ALONE = {
  name: { pt: 'Museu de Arte de Macau' },
  place: { id: '22.18880,113.55465', nearbyCarParks: null },
}

describe('a subgraph that fails costs its own fields only', () => {
  it.each([
    ['answers no JSON', { status: 200, body: '<html>' }, 'SUBGRAPH_MALFORMED'],
    ['answers an error page', { status: 502, body: 'Bad gateway' }, 'SUBGRAPH_UNREACHABLE'],
    ['answers too few entities', { status: 200, body: '{"data":{"_entities":[]}}' }, 'SUBGRAPH_MALFORMED'],
    ['answers another shape', { status: 200, body: '[1]' }, 'SUBGRAPH_MALFORMED'],
    ['does not answer in time', null, 'SUBGRAPH_TIMEOUT'],
  ])('when it %s', async (_how, answer, code) => {
    const transportAt = keep(await startHostileServer(answer))
    const client = await startOver(
      { culture: keep(await startSubgraphServer(culture)), transport: transportAt },
      { SUBGRAPH_DEADLINE_MS: '300' },
    )
    const { data, errors } = await client.ask(ACROSS)
    expect(data).toEqual({ museum: CULTURE_ALONE })
    expect(errors).toEqual([
      {
        message: expect.stringMatching(/^Subgraph "transport" /),
        path: ['museum', 'place', 'nearbyCarParks'],
        extensions: { code, subgraph: 'transport' },
      },
    ])
    expect(JSON.stringify(errors)).not.toContain('127.0.0.1')
  })

  it('when it is down at the start, and comes back by itself', async () => {
    const first = await startSubgraphServer(transport)
    await first.stop()
    const client = await startOver({
      culture: keep(await startSubgraphServer(culture)),
      transport: first.url,
    })
    const without = await client.ask(ACROSS)
    expect(without).toEqual({
      data: { museum: CULTURE_ALONE },
      errors: [
        {
          message: 'Subgraph "transport" could not be reached.',
          path: ['museum', 'place', 'nearbyCarParks'],
          extensions: { code: 'SUBGRAPH_UNREACHABLE', subgraph: 'transport' },
        },
      ],
    })
    keep(await startSubgraphServer(transport, Number(new URL(first.url).port)))
    const { data, errors } = await client.ask(ACROSS)
    expect(errors).toBeUndefined()
    expect(data).toEqual({
      museum: {
        ...CULTURE_ALONE,
        place: { ...CULTURE_ALONE.place, nearbyCarParks: [{ metres: expect.any(Number) }] },
      },
    })
  })

  it('when it has no address', async () => {
    const client = await startOver({ culture: keep(await startSubgraphServer(culture)) })
    const { errors } = await client.ask(ACROSS)
    expect(errors?.[0]?.message).toBe(
      'Subgraph "transport" has no address in the settings or the supergraph.',
    )
  })
})

describe('a subgraph answers its gateway only', () => {
  it.each([
    ['without the secret', {}, 403],
    ['with a wrong secret', { 'x-gateway-secret': 'another secret entirely' }, 403],
    ['with the secret', { 'x-gateway-secret': TEST_SECRET }, 200],
  ])('called %s', async (_how, headers, status) => {
    const subgraph = keep(await startSubgraphServer(culture))
    const answer = await createClient(subgraph.url).send('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: '{"query":"{ __typename }"}',
    })
    expect(answer.status).toBe(status)
  })
})
