import { beforeEach, describe, expect, it } from 'vitest'
import { parseInvalidation, selectorOf } from '../../gateway/cache/invalidation.ts'
import { defineSubgraph } from '../kit/federation/subgraph.ts'
import { createCachedGateway, createWeather, HINTS, type Weather } from './cachedFederation.ts'

const PARKS = 'query($ids: [ID!]!) { parks(ids: $ids) { id free } }'

let free: Map<string, number>
let weather: Weather
let gateway: ReturnType<typeof createCachedGateway>

beforeEach(async () => {
  free = new Map([
    ['a', 1],
    ['b', 2],
  ])
  weather = createWeather()
  gateway = createCachedGateway(createParks(free), weather)
  for (const query of ['{ area(id: "se") { parks { free } } }', '{ area { name } }', '{ total }'])
    await gateway.ask(query)
  await gateway.ask(PARKS, { variables: { ids: ['a', 'b'] } })
  weather.requests.length = 0
})

describe('answers can be dropped', () => {
  it.each<[string, object, number]>([
    ['by their subgraph', {}, 5],
    ['by a type, also where it is nested', { type: 'Park' }, 3],
    ['by a type that is not in it', { type: 'Museum' }, 0],
    ['by an entity, with whatever may hold it', { type: 'Park', key: { id: 'a' } }, 2],
    ['by a key under which no entity is known', { type: 'Park', key: { place: { lng: 2, lat: 1 } } }, 3],
    ['by a tag of an entity', { tag: 'park-b' }, 1],
    ['by a tag of a root field', { tag: 'area-se' }, 1],
    ['by a tag that has an argument by default', { tag: 'area-all' }, 1],
    ['by a tag that nothing has', { tag: 'park-c' }, 0],
  ])('%s', (_what, what, count) => {
    const invalidation = parseInvalidation({ subgraph: 'live', ...what })
    expect(invalidation && gateway.cache.drop(selectorOf(invalidation))).toBe(count)
  })

  it('and only those are asked about again', async () => {
    free.set('a', 7).set('b', 8)
    gateway.cache.drop(selectorOf({ subgraph: 'live', tag: 'park-b' }))
    const { data } = await gateway.ask(PARKS, { variables: { ids: ['a', 'b'] } })
    expect(data).toEqual({
      parks: [
        { id: 'a', free: 1 },
        { id: 'b', free: 8 },
      ],
    })
    expect(weather.requests).toEqual([{ subgraph: 'live', entities: [{ id: 'b' }] }])
  })

  it.each([
    [{}],
    [{ subgraph: 'live', key: { id: 1 } }],
    [{ subgraph: 'live', type: 'Park', key: {} }],
    [null],
    ['live'],
  ])('not by %j', (what) => expect(parseInvalidation(what)).toBeUndefined())
})

function createParks(counts: ReadonlyMap<string, number>) {
  const list = defineSubgraph(
    'list',
    `${HINTS}
      type Query { parks(ids: [ID!]!): [Park] @cacheControl(maxAge: 600) }
      type Park @key(fields: "id") { id: ID! }
    `,
    { Query: { parks: (_: unknown, { ids }: { ids: string[] }) => ids.map((id) => ({ id })) } },
  )
  const live = defineSubgraph(
    'live',
    `${HINTS}
      type Query {
        total: Int @cacheControl(maxAge: 60)
        area(id: ID = "all"): Area @cacheControl(maxAge: 60) @cacheTag(format: "area-{$args.id}")
      }
      type Area { name: String parks: [Park] }
      type Park @key(fields: "id") @key(fields: "place { lat lng }") @cacheTag(format: "park-{$key.id}") {
        id: ID!
        place: Place
        free: Int @cacheControl(maxAge: 60)
      }
      type Place { lat: Int lng: Int }
    `,
    {
      Query: { total: () => 3, area: () => ({ name: 'Sé', parks: [{ id: 'a' }] }) },
      Park: {
        __resolveReference: ({ id }: { id: string }) => ({ id }),
        free: ({ id }: { id: string }) => counts.get(id),
      },
    },
  )
  return [list, live]
}
