import { readFileSync } from 'node:fs'
import { execute, parse, type GraphQLSchema } from 'graphql'
import { describe, expect, it } from 'vitest'
import { packageRoot } from '../../kit/root.ts'
import { chooseAnswered } from './chooseOthers.ts'
import { mockSubgraph } from './mockSubgraph.ts'

const sdl = readFileSync(new URL('subgraphs/weather/schema.graphql', packageRoot), 'utf8')
const weather = mockSubgraph(sdl)
const ask = (schema: GraphQLSchema, query: string) =>
  execute({ schema, document: parse(query), contextValue: {} })

describe('a subgraph that answers by its schema alone', () => {
  it('gives values of the right types, and pages with no next one', async () => {
    const { data, errors } = await ask(
      weather,
      `{ weatherStations { nodes { id name { zh } place { lat } latestObservation { observedAt } } pageInfo { hasNextPage endCursor } } }`,
    )
    expect(errors).toBeUndefined()
    expect(data).toEqual({
      weatherStations: {
        nodes: Array.from({ length: 2 }, () => ({
          id: expect.stringMatching(/^made-up-\d+$/),
          name: { zh: expect.any(String) },
          place: { lat: expect.any(Number) },
          latestObservation: { observedAt: '2026-11-22T14:20:00+08:00' },
        })),
        pageInfo: { hasNextPage: false, endCursor: null },
      },
    })
  })

  it('gives an entity the key that it was asked by, each time the same, and no two alike', async () => {
    const query = `{ found: _entities(representations: [
      { __typename: "WeatherStation", id: "a" }, { __typename: "WeatherStation", id: "b" }
      { __typename: "Place", lat: 22.1, lng: 113.5 }
    ]) { __typename ... on WeatherStation { id name { en } } ... on Place { lat lng } } }`
    const { data, errors } = await ask(weather, query)
    expect(errors).toBeUndefined()
    expect(data?.found).toMatchObject([
      { id: 'a' },
      { id: 'b' },
      { __typename: 'Place', lat: 22.1, lng: 113.5 },
    ])
    const names = JSON.parse(JSON.stringify(data)).found.map((one: { name?: unknown }) => one.name)
    expect(names[0]).not.toEqual(names[1])
    expect((await ask(weather, query)).data).toEqual(data)
  })

  it('says of scalars that it does not know which they are', async () => {
    const schema = mockSubgraph('scalar Tide\ntype Query { tide: Tide }')
    expect((await ask(schema, '{ tide }')).data).toEqual({ tide: 'a Tide' })
  })
})

describe('how another subgraph is answered', () => {
  it.each([
    ['snapshots', 'weather', sdl, 'snapshot'],
    ['snapshots', 'weather', `${sdl}\ntype New { a: Int }`, 'mock'],
    ['snapshots', 'postal', sdl, 'mock'],
    ['mocks', 'weather', sdl, 'mock'],
    ['addresses', 'weather', sdl, 'address'],
  ] as const)('with %s, %s of this schema is', (how, name, text, answered) => {
    expect(chooseAnswered({ name, sdl: text }, how)).toBe(answered)
  })
})
