import { AsyncLocalStorage } from 'node:async_hooks'
import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { parseInvalidation, selectorOf } from '../../gateway/cache/invalidation.ts'
import { createRedisLevel } from '../../gateway/cache/redis/redisLevel.ts'
import type { Listening } from '../../gateway/cache/entities/sharedLevel.ts'
import { connectRedis } from '../../kit/redis.ts'
import { defineSubgraph } from '../kit/federation/subgraph.ts'
import { startRedis, type StartedRedis } from '../kit/redis.ts'
import {
  callerOf,
  createCachedGateway,
  createWeather,
  HINTS,
  OWNERS,
  type Weather,
} from './cachedFederation.ts'

const IDS = ['a', 'b', 'c']
/** Each owns an item. Ana and Eva are asked for with the same plan, which has what is for staff, and Rui with another. */
const CALLERS = {
  ana: callerOf('ana', ['staff'], { items: ['a'] }),
  eva: callerOf('eva', ['staff'], { items: ['b'] }),
  rui: callerOf('rui', [], { items: ['c'] }),
}
type CallerName = keyof typeof CALLERS
const NAMES: readonly CallerName[] = ['ana', 'eva', 'rui']
const OWNED = { ana: 'a', eva: 'b', rui: 'c' }
const [MAX_AGE, GRACE, GRACE_ON_ERROR] = [60, 20, 100]
const RUNS = 25

/** What is the owner's is written for each caller anew; the rest may be given again whole. */
const FIELDS = ['version', 'version own forStaff', 'version own forStaff forOwner'] as const
type Fields = (typeof FIELDS)[number]

type Step =
  | {
      readonly kind: 'read'
      readonly gateway: number
      readonly ids: readonly string[]
      readonly caller: CallerName
      readonly fields: Fields
    }
  | { readonly kind: 'burst'; readonly ids: readonly string[]; readonly fields: Fields }
  | { readonly kind: 'change'; readonly id: string }
  | { readonly kind: 'invalidate'; readonly gateway: number; readonly id: string; readonly by: string }
  | {
      readonly kind: 'overtake'
      readonly gateway: number
      readonly id: string
      readonly by: string
      readonly caller: CallerName
    }
  | {
      readonly kind: 'dwell'
      readonly gateway: number
      readonly id: string
      readonly by: string
      readonly caller: CallerName
      readonly fields: Fields
    }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'subgraph' }
  | { readonly kind: 'redis'; readonly fault: 'killed' | 'frozen' }

const gateway = fc.nat(1)
const id = fc.constantFrom(...IDS)
const by = fc.constantFrom('subgraph', 'type', 'key', 'tag')
const ids = fc.uniqueArray(id, { minLength: 1 })
const fields = fc.constantFrom(...FIELDS)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constant('read' as const),
      gateway,
      ids,
      caller: fc.constantFrom(...NAMES),
      fields,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('burst' as const), ids, fields }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('change' as const), id }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('invalidate' as const), gateway, id, by }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('overtake' as const),
      gateway,
      id,
      by,
      caller: fc.constantFrom(...NAMES),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('dwell' as const),
      gateway,
      id,
      by: fc.constantFrom('time', 'subgraph', 'type', 'key', 'tag'),
      caller: fc.constantFrom(...NAMES),
      fields,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), seconds: fc.constantFrom(1, 15, 45, 61, 85) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('subgraph' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('redis' as const),
      fault: fc.constantFrom('killed' as const, 'frozen' as const),
    }),
  },
)

const asking = new AsyncLocalStorage<string>()
const redis = await startRedis()

describe.runIf(redis !== null)('over two gateways and one Redis, whatever happens', () => {
  if (redis === null) return
  const server: StartedRedis = redis
  afterAll(() => server.stop())

  it(
    "no answer is too old, nobody sees what is another's or denied, and what was dropped is gone",
    { timeout: 120_000 },
    async () => {
      const source = createSource()
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
          const world = await openWorld(server, source)
          try {
            for (const one of steps) await world.take(one)
          } finally {
            await world.close()
          }
        }),
        { numRuns: RUNS, interruptAfterTimeLimit: 90_000, markInterruptAsFailure: false },
      )
    },
  )
})

/** Every item has a version that counts up, and remembers until when each was current. */
interface Source {
  readonly versions: Map<string, number>
  readonly ended: Map<string, number>
  readonly subgraphs: Parameters<typeof createCachedGateway>[0]
}

function createSource(): Source {
  const versions = new Map<string, number>()
  const list = defineSubgraph(
    'list',
    `${HINTS}
      type Query { items(ids: [ID!]!): [Item] @cacheControl(maxAge: 86400) }
      type Item @key(fields: "id") { id: ID! }
    `,
    { Query: { items: (_: unknown, args: { ids: string[] }) => args.ids.map((one) => ({ id: one })) } },
  )
  const data = defineSubgraph(
    'data',
    `${HINTS}${OWNERS}
      type Query { nothing: Int }
      type Item @key(fields: "id") @cacheTag(format: "item-{$key.id}") {
        id: ID!
        version: Int @cacheControl(maxAge: ${MAX_AGE})
        own: String @cacheControl(maxAge: ${MAX_AGE}, scope: "PRIVATE")
        forStaff: Int @cacheControl(maxAge: ${MAX_AGE}) @requiresScopes(scopes: [["staff"]])
        forOwner: Int @cacheControl(maxAge: ${MAX_AGE}) @ownedBy(claim: "items", field: "id")
      }
    `,
    {
      Item: {
        __resolveReference: (reference: { id: string }) => ({ id: reference.id }),
        version: (item: { id: string }) => versions.get(item.id),
        own: () => asking.getStore(),
        forStaff: (item: { id: string }) => versions.get(item.id),
        forOwner: (item: { id: string }) => versions.get(item.id),
      },
    },
  )
  return { versions, ended: new Map(), subgraphs: [list, data] }
}

async function openWorld(server: StartedRedis, source: Source) {
  const { versions, ended } = source
  const weather = createWeather()
  const floors = new Map(IDS.map((one) => [one, 0]))
  for (const one of IDS) versions.set(one, 0)
  ended.clear()
  let redisIs: 'there' | 'killed' | 'frozen' = 'there'
  const gateways = [openGateway(server, source, weather), openGateway(server, source, weather)]
  await untilHeard(gateways)

  const read = async (
    from: number,
    wanted: readonly string[],
    caller: CallerName,
    asked: Fields,
  ): Promise<void> => {
    const before = new Map(floors)
    const query = `query($ids: [ID!]!) { items(ids: $ids) { id ${asked} } }`
    const answer = await asking.run(caller, () =>
      gateways[from]?.ask(query, { variables: { ids: wanted }, caller: CALLERS[caller] }),
    )
    for (const given of itemsOf(answer?.data)) {
      const item = { ...NOT_ASKED, ...given }
      assertLaw(item.own === null || item.own === caller, `${caller} was given what is ${item.own}'s`)
      assertLaw(caller !== 'rui' || item.forStaff === null, `${caller} was given what is for staff`)
      const isOwner = OWNED[caller] === item.id
      assertLaw(isOwner || item.forOwner === null, `${caller} was given what is the owner's of ${item.id}`)
      for (const version of [item.version, item.forStaff, item.forOwner]) assertNew(item.id, version, before)
      if (weather.down.size > 0) continue
      const has = (field: keyof Item): boolean => !asked.includes(field) || item[field] !== null
      assertLaw(has('version') && has('own'), `${caller} was given nothing`)
      assertLaw(caller === 'rui' || has('forStaff'), `${caller} was denied what is for staff`)
      assertLaw(!isOwner || has('forOwner'), `${caller} was denied what is the owner's of ${item.id}`)
    }
  }

  /** What is dropped while an answer is under way may still be in it. */
  const assertNew = (item: string, version: number | null, before: typeof floors): void => {
    if (version === null) return
    const limit = weather.down.size > 0 ? MAX_AGE + GRACE_ON_ERROR : MAX_AGE + GRACE
    const until = ended.get(`${item}${version}`) ?? Infinity
    const late = weather.now - until
    assertLaw(late <= limit * 1_000, `version ${version} of ${item} is ${late} ms out of date`)
    assertLaw(version >= (before.get(item) ?? 0), `version ${version} of ${item} was dropped`)
  }

  const change = (item: string): void => {
    const version = versions.get(item) ?? 0
    ended.set(`${item}${version}`, weather.now)
    versions.set(item, version + 1)
  }

  const spoilRedis = async (fault: 'killed' | 'frozen'): Promise<void> => {
    if (fault === 'frozen') server.freeze()
    else await server.kill()
    redisIs = fault
    // That it stands still is seen only by who asks it something.
    if (fault === 'killed') await untilUnheard(gateways)
  }

  const mendRedis = async (): Promise<void> => {
    if (redisIs === 'frozen') server.thaw()
    else await server.restart()
    redisIs = 'there'
    await untilHeard(gateways)
  }

  const invalidate = async (from: number, about: string, by: string): Promise<void> => {
    const what = {
      type: { type: 'Item' },
      key: { type: 'Item', key: { id: about } },
      tag: { tag: `item-${about}` },
    }
    const chosen = by === 'type' || by === 'key' || by === 'tag' ? what[by] : {}
    const invalidation = parseInvalidation({ subgraph: 'data', ...chosen })
    const shared = gateways[from]?.cache.shared
    if (invalidation === undefined || shared === undefined) throw new Error('expected something to drop')
    const now = new Map(versions)
    const dropped = await shared.invalidate(selectorOf(invalidation)).catch(() => undefined)
    assertLaw((dropped !== undefined) === (redisIs === 'there'), 'only Redis can make it certain')
    if (dropped === undefined) return
    assertLaw(dropped.confirmed === 2 && dropped.told === 2, 'both gateways confirm')
    for (const one of by === 'key' || by === 'tag' ? [about] : IDS) floors.set(one, now.get(one) ?? 0)
  }

  return {
    async take(one: Step): Promise<void> {
      switch (one.kind) {
        case 'read':
          return read(one.gateway, one.ids, one.caller, one.fields)
        case 'burst':
          await Promise.all(
            NAMES.flatMap((caller) => [0, 1].map((from) => read(from, one.ids, caller, one.fields))),
          )
          return
        case 'change':
          return change(one.id)
        case 'invalidate':
          return invalidate(one.gateway, one.id, one.by)
        case 'overtake':
          weather.after = async (subgraph) => {
            if (subgraph !== 'data') return
            weather.after = () => {}
            change(one.id)
            await invalidate(1 - one.gateway, one.id, one.by)
          }
          await read(one.gateway, [one.id], one.caller, 'version own forStaff forOwner')
          weather.after = () => {}
          return
        // Asked so often that it is remembered in every way there is, then changed and asked again.
        case 'dwell':
          for (const caller of [one.caller, one.caller, one.caller, one.caller, ...NAMES])
            await read(one.gateway, [one.id], caller, one.fields)
          change(one.id)
          if (one.by === 'time') weather.now += (MAX_AGE + GRACE + 1) * 1_000
          else await invalidate(1 - one.gateway, one.id, one.by)
          return read(one.gateway, [one.id], one.caller, one.fields)
        case 'wait':
          weather.now += one.seconds * 1_000
          return
        case 'subgraph':
          if (!weather.down.delete('data')) weather.down.add('data')
          return
        case 'redis':
          return redisIs === 'there' ? spoilRedis(one.fault) : mendRedis()
      }
    },
    async close(): Promise<void> {
      for (const { cache } of gateways) cache.stop()
      await server.restart()
    },
  }
}

function assertLaw(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise)
}

type Gateway = ReturnType<typeof createCachedGateway>

function openGateway(server: StartedRedis, { subgraphs }: Source, weather: Weather): Gateway {
  const times = { budget: 200, pause: 50, lease: 2_000 }
  return createCachedGateway(subgraphs, weather, {
    remembersOutcomes: true,
    settings: {
      memoryBytes: 1_000_000,
      defaults: { maxAge: () => 0, staleWhileRevalidate: GRACE, staleIfError: GRACE_ON_ERROR },
    },
    shared: (listening: Listening) =>
      createRedisLevel(
        connectRedis(server.url, () => {}),
        times,
        () => weather.now,
        listening,
      ),
  })
}

async function untilHeard(gateways: readonly Gateway[]): Promise<void> {
  await expect
    .poll(() => gateways.every(({ cache }) => cache.shared?.isHeard === true), { timeout: 10_000 })
    .toBe(true)
}

async function untilUnheard(gateways: readonly Gateway[]): Promise<void> {
  await expect
    .poll(() => gateways.every(({ cache }) => cache.shared?.isHeard === false), { timeout: 10_000 })
    .toBe(true)
}

interface Item {
  readonly id: string
  readonly version: number | null
  readonly own: string | null
  readonly forStaff: number | null
  readonly forOwner: number | null
}

/** What was not asked for is nobody's. */
const NOT_ASKED = { version: null, own: null, forStaff: null, forOwner: null }

function itemsOf(data: unknown): readonly Item[] {
  return isItems(data) ? data.items : []
}

function isItems(value: unknown): value is { readonly items: readonly Item[] } {
  return typeof value === 'object' && value !== null && 'items' in value && Array.isArray(value.items)
}
