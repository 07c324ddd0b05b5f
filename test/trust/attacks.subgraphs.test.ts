import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../gateway/process/config/config.ts'
import { startGateway } from '../../gateway/process/gateway.ts'
import { createHttpTransport } from '../../gateway/subgraphs/httpTransport.ts'
import type { LocalTransports } from '../../gateway/subgraphs/transports.ts'
import { createScheduler } from '../../kit/concurrency/scheduler.ts'
import { createLog } from '../../kit/log.ts'
import { createSubgraph } from '../../subgraphs/_kit/subgraph.ts'
import { serveSubgraph } from '../../subgraphs/_kit/subgraphServer.ts'
import { TEST_NOW } from '../../subgraphs/_kit/testSubgraph.ts'
import { definition as transport } from '../../subgraphs/transport/server.ts'
import { createClient, type Client } from '../kit/client.ts'
import { startHostileServer } from '../kit/subgraph.ts'
import { createCallers, denialCodeFor, type Callers } from './callers.ts'
import { planHere } from '../kit/planHere.ts'

const running: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const part of running.splice(0).toReversed()) await part.stop()
})

function keep<T extends { stop(): Promise<void> }>(part: T): T {
  running.push(part)
  return part
}

let callers: Callers
beforeAll(async () => {
  callers = await createCallers()
})
afterAll(() => callers.stop())

const OLD = 'the secret of last month'
const NEW = 'the secret of this month'
const BUS = '{ bus(id: "S0001") { id plate } }'

async function serveTransport(gatewaySecrets: readonly string[]): Promise<string> {
  const log = createLog('transport', 'silent')
  const subgraph = createSubgraph(transport, {
    environment: {},
    clock: () => TEST_NOW,
    random: () => 0.5,
    log,
  })
  const config = { host: '127.0.0.1', port: 0, gatewaySecrets, drainMilliseconds: 1_000, log }
  return keep(await serveSubgraph(subgraph, config)).url
}

interface LoggingClient extends Client {
  /** The lines of the gateway's log. */
  readonly log: readonly Readonly<Record<string, unknown>>[]
}

async function startOver(
  transportUrl: string,
  secret: string,
  local: LocalTransports = new Map(),
): Promise<LoggingClient> {
  const lines: Readonly<Record<string, unknown>>[] = []
  const config = readConfig({
    ...callers.environment,
    PORT: '0',
    GATEWAY_SECRET: secret,
    SUBGRAPH_URLS: local.size === 0 ? `transport=${transportUrl}/graphql` : '',
  })
  const log = pino({}, { write: (line) => void lines.push(JSON.parse(line)) })
  const gateway = keep(await startGateway(config, log, local, {}, planHere))
  return { ...createClient(gateway.url), log: lines }
}

describe('a subgraph that is called without its gateway', () => {
  it.each([
    ['without a secret', {}],
    ['with a wrong secret', { 'x-gateway-secret': 'a secret of somebody else' }],
    ['with the old secret after its rotation', { 'x-gateway-secret': OLD }],
    ['with the beginning of the secret', { 'x-gateway-secret': NEW.slice(0, -1) }],
    ['with both secrets in one header', { 'x-gateway-secret': `${NEW}, ${OLD}` }],
  ])('answers nothing %s', async (_how, headers) => {
    const client = createClient(await serveTransport([NEW]))
    const { status, body } = await client.send('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: BUS }),
    })
    expect(status).toBe(403)
    expect(body).not.toMatch(/SAMPLE|"data"/)
  })

  it('answers by the old and the new secret while they are rotated, and by the new one afterwards', async () => {
    const headers = await callers.headersOf(['staff'])
    const shown = { data: { bus: { id: 'S0001', plate: 'SAMPLE-001' } } }
    const both = await serveTransport([NEW, OLD])
    expect(await (await startOver(both, OLD)).ask(BUS, {}, headers)).toEqual(shown)
    expect(await (await startOver(both, NEW)).ask(BUS, {}, headers)).toEqual(shown)
    const rotated = await serveTransport([NEW])
    expect(await (await startOver(rotated, NEW)).ask(BUS, {}, headers)).toEqual(shown)
    expect(await (await startOver(rotated, OLD)).ask(BUS, {}, headers)).toMatchObject({
      data: { bus: null },
      errors: [{ extensions: { code: 'SUBGRAPH_ERROR' } }],
    })
  })
})

const LEAK = 'MT-12-34'

async function startOverHostile(body: object): Promise<LoggingClient> {
  const hostile = keep(await startHostileServer({ status: 200, body: JSON.stringify(body) }))
  return startOver(hostile.url, NEW)
}

describe('a hostile subgraph', () => {
  it('cannot put into an answer what nobody asked for', async () => {
    const { send } = await startOverHostile({
      data: {
        bus: { id: 'S0001', plate: LEAK, driverRosterId: LEAK, __proto__: { plate: LEAK } },
        plate: LEAK,
      },
      extensions: { plate: LEAK },
      plate: LEAK,
    })
    const { body, headers } = await send('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: BUS }),
    })
    expect(JSON.parse(body)).toEqual({
      data: { bus: { id: 'S0001', plate: null } },
      errors: [
        {
          message: 'You may not see Bus.plate.',
          path: ['bus', 'plate'],
          extensions: { code: denialCodeFor(null) },
        },
      ],
    })
    expect(JSON.stringify(headers)).not.toContain(LEAK)
  })

  it('cannot answer a denied field under another that was asked for', async () => {
    const { ask } = await startOverHostile({ data: { bus: { id: { plate: LEAK } } } })
    const answer = await ask('{ bus(id: "S0001") { id plate } }')
    expect(JSON.stringify(answer)).not.toContain(LEAK)
    expect(answer.data).toEqual({ bus: null })
  })
})

describe('an error of a subgraph that asked for a protected field', () => {
  const leaking = (more: object) => ({ message: `The bus ${LEAK} was not found.`, ...more })

  it.each([
    ['at the field', { path: ['bus', 'plate'] }],
    ['at the object', { path: ['bus'] }],
    ['nowhere', {}],
    [
      'with extensions',
      { path: ['bus', 'plate'], extensions: { code: LEAK, plate: LEAK, stacktrace: [LEAK] } },
    ],
    ['with a path of its own', { path: ['bus', LEAK] }],
    ['with locations', { path: ['bus', 'plate'], locations: [{ line: 1, column: 1, plate: LEAK }] }],
  ])('tells the client nothing of its values and the log all: %s', async (_where, more) => {
    const { ask, log } = await startOverHostile({
      data: { bus: { id: 'S0001', plate: null } },
      errors: [leaking(more)],
    })
    const headers = { ...(await callers.headersOf(['staff'])), 'x-request-id': 'request-0003' }
    const answer = await ask(BUS, {}, headers)
    expect(answer.errors).toMatchObject([
      { message: 'A subgraph reported an error for this field.', extensions: { code: 'SUBGRAPH_ERROR' } },
    ])
    expect(JSON.stringify(answer)).not.toContain(LEAK)
    expect(log).toContainEqual(
      expect.objectContaining({
        requestId: 'request-0003',
        hidden: [{ subgraph: 'transport', message: `The bus ${LEAK} was not found.` }],
      }),
    )
  })

  it('tells nothing of what the settings list either', async () => {
    const { ask } = await startOverListed({
      data: { bus: { id: 'S0001', plate: null } },
      errors: [leaking({ path: ['bus', 'plate'], extensions: { code: 'STOLEN', plate: LEAK } })],
    })
    const answer = await ask(BUS, {}, await callers.headersOf(['staff']))
    expect(answer.errors).toEqual([
      {
        message: 'A subgraph reported an error for this field.',
        path: ['bus', 'plate'],
        extensions: { code: 'SUBGRAPH_ERROR', subgraph: 'transport' },
      },
    ])
  })

  it('without any data too', async () => {
    const { ask } = await startOverHostile({ data: null, errors: [leaking({})] })
    const answer = await ask(BUS, {}, await callers.headersOf(['staff']))
    expect(answer).toMatchObject({
      data: { bus: null },
      errors: [{ extensions: { code: 'SUBGRAPH_ERROR' } }],
    })
    expect(JSON.stringify(answer)).not.toContain(LEAK)
  })

  it('passes on where nothing protected was asked for', async () => {
    const { ask } = await startOverHostile({
      data: { bus: null },
      errors: [{ message: 'There is no such bus.', path: ['bus'] }],
    })
    expect(await ask('{ bus(id: "S0009") { id } }')).toMatchObject({
      errors: [{ message: 'There is no such bus.' }],
    })
  })

  it('passes on with what the settings list where nothing protected was asked for', async () => {
    const { ask } = await startOverListed({
      data: { bus: null },
      errors: [{ message: 'no', path: ['bus'], extensions: { code: 'STOLEN', plate: LEAK, trace: 'x' } }],
    })
    expect((await ask('{ bus(id: "S0009") { id } }')).errors).toEqual([
      { message: 'no', path: ['bus'], extensions: { code: 'STOLEN', plate: LEAK, subgraph: 'transport' } },
    ])
  })
})

describe('a subgraph of many errors', () => {
  it('is told of a hundred times in an answer, however many calls it took', async () => {
    const data = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`b${at}`, null]))
    const errors = Array.from({ length: 150 }, (_, at) => ({ message: 'no', path: [`b${at % 40}`] }))
    const { ask } = await startOverHostile({ data, errors })
    const fields = Object.keys(data).map((alias) => `${alias}: bus(id: "S0009") { id }`)
    const first = await ask(`{ ${fields.join(' ')} }`)
    expect(first.errors).toHaveLength(100)
    expect(first.errors?.every(({ message }) => message === 'no')).toBe(true)
  })
})

/** The settings of the subgraph list a code and a key of extensions. */
async function startOverListed(body: object): Promise<LoggingClient> {
  const { url, stop } = await startHostileServer({ status: 200, body: JSON.stringify(body) })
  const { call, close } = createHttpTransport({
    subgraph: 'transport',
    url,
    errors: { codes: ['STOLEN'], extensions: ['plate'] },
    scheduler: createScheduler(),
  })
  keep({ stop })
  keep({ stop: close })
  return startOver(url, NEW, new Map([['transport', call]]))
}
