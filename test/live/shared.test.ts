import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLog } from '../../kit/log.ts'
import { announceEvents, type OpenTopic } from '../../subgraphs/_kit/events/announceEvents.ts'
import { createEventTeller } from '../../subgraphs/_kit/gatewayTeller.ts'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'
import { startRedis, type StartedRedis } from '../kit/redis.ts'
import { SECRET } from './eventMaker.ts'
import { openStream, parseSse, type OpenStream } from './readStream.ts'

const redis = await startRedis()

describe.skipIf(redis === null)('gateways that share a Redis', () => {
  const shared: StartedRedis = redis ?? never()
  const source = createSource()
  let one: TestGateway
  let other: TestGateway
  let announcing: ReturnType<typeof announceEvents>

  beforeAll(async () => {
    const environment = { GATEWAY_SECRET: SECRET, REDIS_URL: shared.url }
    one = await startTestGateway(environment)
    other = await startTestGateway(environment)
    announcing = announceEvents([source.topic], [createEventTeller(one.url, [SECRET])], {
      subgraph: 'transport',
      stateDir: undefined,
      now: Date.now,
      log: createLog('test', 'silent'),
    })
    await announcing.begun
  })
  afterAll(async () => {
    await announcing.stop()
    await Promise.all([one.stop(), other.stop()])
    await shared.stop()
  })

  const open = async (gateway: TestGateway, lastEvent?: string): Promise<OpenStream> => {
    const stream = await openStream(`${gateway.url}/graphql`, {
      body: { query: 'subscription { carParkChanged { id } }' },
      headers: {
        accept: 'text/event-stream',
        ...(lastEvent !== undefined && { 'last-event-id': lastEvent }),
      },
    })
    if (stream.status === 200) await stream.until((text) => text.includes('\n\n'))
    return stream
  }
  const until = (stream: OpenStream, count: number) =>
    stream.until((text) => parseSse(text).length >= count).then(parseSse)

  it('tell the clients of each what was told to one, in one order', async () => {
    const streams = [await open(one), await open(other)]
    for (const key of ['6001', '6002', '6003']) source.change(key)
    const [here = [], there = []] = await Promise.all(streams.map((stream) => until(stream, 3)))
    expect(here.map(({ data }) => data.match(/"id":"(\d+)"/)?.[1])).toEqual(['6001', '6002', '6003'])
    expect(there).toEqual(here)
    for (const stream of streams) stream.close()
  })

  it('let a client of one go on at the other', async () => {
    const stream = await open(one)
    source.change('6001')
    const [known] = await until(stream, 1)
    stream.close()
    source.change('6002')
    source.change('6003')
    const resumed = await open(other, known?.id)
    expect((await until(resumed, 2)).map(({ data }) => data.match(/"id":"(\d+)"/)?.[1])).toEqual([
      '6002',
      '6003',
    ])
    resumed.close()
  })

  it('lose and double nothing while Redis is killed and comes back empty, or does not answer', async () => {
    const stream = await open(other)
    const told: string[] = []
    const change = (key: string): void => {
      told.push(key)
      source.change(key)
    }
    change('6001')
    await until(stream, 1)
    await shared.kill()
    change('6002')
    change('6003')
    await shared.restart()
    await until(stream, 3)
    shared.freeze()
    change('6004')
    shared.thaw()
    change('6005')
    const events = await until(stream, 5)
    expect(events.map(({ data }) => data.match(/"id":"(\d+)"/)?.[1])).toEqual(told)
    // Who was away all the time gets the same of the other gateway.
    const resumed = await open(one, events[0]?.id)
    expect(await until(resumed, 4)).toEqual(events.slice(1))
    stream.close()
    resumed.close()
  }, 40_000)
})

/** A source whose records change when they are told to. */
function createSource() {
  const values = new Map(['6001', '6002', '6003', '6004', '6005'].map((key) => [key, 0]))
  const listeners: (() => void)[] = []
  const topic: OpenTopic = {
    name: 'carParks',
    tellsChanges: true,
    everySeconds: undefined,
    states: () => [...values].map(([key, state]) => ({ key, state })),
    watch: (listener) => void listeners.push(listener),
  }
  return {
    topic,
    change(key: string): void {
      values.set(key, (values.get(key) ?? 0) + 1)
      for (const listener of listeners) listener()
    },
  }
}

function never(): never {
  throw new Error('expected a Redis')
}
