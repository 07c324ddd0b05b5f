import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Caller } from '../../gateway/access/caller.ts'
import { readConfig } from '../../gateway/process/config/config.ts'
import { startGateway } from '../../gateway/process/gateway.ts'
import { createLog } from '../../kit/log.ts'
import { createClient } from '../kit/client.ts'
import { compose } from '../kit/federation/federation.ts'
import { defineSubgraph, findBy } from '../kit/federation/subgraph.ts'
import { planHere } from '../kit/planHere.ts'
import { createTransports } from '../kit/federation/transport.ts'
import { startAccessGateway } from '../trust/accessGateway.ts'

const OLD = [{ id: 'm1', visitors: 100, halls: 3, takings: 7 }]
const NEW = [{ id: 'm1', visitors: 120, halls: 4, takings: 8 }]

const SUBGRAPHS = [
  defineSubgraph(
    'a',
    `type Query { museums: [Museum!]! }
    type Museum @key(fields: "id") {
      id: ID!
      visitors: Int!
      halls: Int!
      takings: Int @requiresScopes(scopes: [["staff"]])
    }`,
    { Query: { museums: () => OLD }, Museum: { __resolveReference: findBy(OLD) } },
  ),
  defineSubgraph(
    'b',
    `type Museum @key(fields: "id") {
      id: ID!
      visitors: Int! @override(from: "a", label: "new-counters")
      halls: Int! @override(from: "a", label: "percent(50)")
      takings: Int @override(from: "a", label: "new-counters")
    }`,
    { Museum: { __resolveReference: findBy(NEW) } },
  ),
]

const VISITORS = '{ museums { visitors } }'
const HALLS = '{ museums { halls } }'
const TAKINGS = '{ museums { id takings } }'

const askOff = await startAccessGateway(SUBGRAPHS, { environment: { DEVELOPMENT_TOKENS: 'true' } })
const askOn = await startAccessGateway(SUBGRAPHS, { environment: { OVERRIDE_LABELS: 'new-counters' } })
const askAlso = await startAccessGateway(SUBGRAPHS)

function callerNamed(subject: string, scopes: readonly string[] = []): Caller {
  return { kind: 'verified', subject, issuer: 'test', scopes: new Set(scopes), claims: {} }
}

const CALLERS = Array.from({ length: 40 }, (_, at) => callerNamed(`caller ${at}`))

describe('a named label', () => {
  it('moves its fields to the new subgraph where the setting names it', async () => {
    expect((await askOff({ query: VISITORS })).data).toEqual({ museums: [{ visitors: 100 }] })
    const { data, sent } = await askOn({ query: VISITORS })
    expect(data).toEqual({ museums: [{ visitors: 120 }] })
    expect(sent.map((one) => one.split(':')[0])).toEqual(['a', 'b'])
  })

  it.each([
    ['off', askOff, 7],
    ['on', askOn, 8],
  ])('that is %s leaves a protected field to those who may see it', async (_, ask, takings) => {
    const staff = callerNamed('staff', ['staff'])
    expect((await ask({ query: TAKINGS, caller: staff })).data).toEqual({ museums: [{ id: 'm1', takings }] })
    const { data, errors, sent } = await ask({ query: TAKINGS, caller: callerNamed('ann') })
    expect(data).toEqual({ museums: [{ id: 'm1', takings: null }] })
    expect(errors).toHaveLength(1)
    expect(sent.filter((one) => one.includes('takings'))).toEqual([])
  })

  it('lets an answer be kept by anybody, since it is the same for all', async () => {
    expect((await askOn({ query: VISITORS })).cacheControl).toMatch(/^public/)
  })
})

describe('the whole gateway', () => {
  const stops: (() => Promise<unknown>)[] = []
  afterAll(async () => {
    for (const stop of stops.toReversed()) await stop()
  })

  it.each([
    ['', 100],
    ['other,new-counters', 120],
  ])('reads the setting %j at its start', async (OVERRIDE_LABELS, visitors) => {
    const folder = await mkdtemp(join(tmpdir(), 'overrides-'))
    stops.push(() => rm(folder, { recursive: true }))
    const SUPERGRAPH_FILE = join(folder, 'supergraph.graphql')
    await writeFile(SUPERGRAPH_FILE, compose(SUBGRAPHS))
    const environment = { PORT: '0', SUPERGRAPH_FILE, OVERRIDE_LABELS }
    const reach = createTransports(SUBGRAPHS)
    const local = new Map(SUBGRAPHS.map(({ name }) => [name, reach]))
    const log = createLog('test', 'silent')
    const gateway = await startGateway(readConfig(environment), log, local, {}, planHere)
    stops.push(() => gateway.stop())
    const { data } = await createClient(gateway.url).ask(VISITORS)
    expect(data).toEqual({ museums: [{ visitors }] })
  })
})

describe('a share', () => {
  const hallsOf = async (ask: typeof askOff, caller: Caller) => {
    const { data } = await ask({ query: HALLS, caller })
    return JSON.stringify(data)
  }
  const [old, fresh] = [3, 4].map((halls) => JSON.stringify({ museums: [{ halls }] }))

  it('keeps each caller on one side, whoever asks the same at the same time, and at every gateway', async () => {
    const first = await Promise.all(CALLERS.map((caller) => hallsOf(askOff, caller)))
    expect(new Set(first)).toEqual(new Set([old, fresh]))
    const moved = first.filter((one) => one === fresh).length
    expect(moved).toBeGreaterThan(10)
    expect(moved).toBeLessThan(30)
    for (const ask of [askOff, askOff, askAlso])
      expect(await Promise.all(CALLERS.map((caller) => hallsOf(ask, caller)))).toEqual(first)
  })

  it('keeps each address on one side', async () => {
    const ask = async (address: number) => {
      const { data } = await askOff({ query: HALLS, headers: { 'x-forwarded-for': `203.0.113.${address}` } })
      return JSON.stringify(data)
    }
    const addresses = Array.from({ length: 40 }, (_, at) => at)
    const first = await Promise.all(addresses.map(ask))
    expect(new Set(first)).toEqual(new Set([old, fresh]))
    expect(await Promise.all(addresses.map(ask))).toEqual(first)
  })

  it('lets an answer be kept by nobody but the client', async () => {
    expect((await askOff({ query: HALLS })).cacheControl).toMatch(/^private/)
    expect((await askOff({ query: '{ museums { id } }' })).cacheControl).toMatch(/^public/)
  })
})

describe('an explanation', () => {
  const explain = async (query: string) => {
    const { extensions } = await askOff({ query, headers: { 'x-explain': 'plan' } })
    return extensions?.['explain']
  }

  it('says which labels were on', async () => {
    expect(await explain(VISITORS)).toMatchObject({ labels: { 'new-counters': false } })
    const { labels } = Object(await explain('{ museums { visitors halls } }'))
    expect(Object.keys(labels)).toEqual(['new-counters', 'percent(50) from a to b'])
  })

  it('says nothing of labels where none can matter', async () => {
    expect(await explain('{ museums { id } }')).not.toHaveProperty('labels')
  })
})
