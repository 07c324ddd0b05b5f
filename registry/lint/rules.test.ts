import { describe, expect, it } from 'vitest'
import { packageRoot } from '../../kit/root.ts'
import { parseUsable, readLiveGraph } from '../live/readLive.ts'
import { findStaleExceptions, lintSubgraph } from './lintSubgraph.ts'
import { RULES } from './rules.ts'

function lint(sdl: string): readonly string[] {
  return lintSubgraph(parseUsable({ name: 'parks', file: 'parks.graphql', sdl }), []).map(({ id }) => id)
}

const SHARED = 'https://scalars.graphql.org/andimarek/local-date.html'

describe('a convention is kept or not:', () => {
  const cases: readonly (readonly [id: string, bad: string, good: string])[] = [
    ['type-pascal-case:car_park', 'type car_park { a: Int }', 'type CarPark { a: Int }'],
    [
      'type-singular:Parks',
      'type Parks @key(fields: "a") { a: Int }',
      'type Bus @key(fields: "a") { a: Int }',
    ],
    ['type-singular:Colours', 'enum Colours { RED }', 'enum WaitStatus { RED }'],
    ['field-camel-case:Day.max_celsius', 'type Day { max_celsius: Float }', 'type Day { maxCelsius: Float }'],
    ['field-camel-case:Day.Rain', 'type Day { Rain: Boolean }', 'type Day { rain: Boolean }'],
    [
      'field-camel-case:Query.day(at_hour:)',
      'type Query { day(at_hour: Int): Int }',
      'type Query { day(atHour: Int): Int }',
    ],
    [
      'field-camel-case:Filter.min_rooms',
      'input Filter { min_rooms: Int }',
      'input Filter { minRooms: Int }',
    ],
    ['enum-value-capitals:Colour.red', 'enum Colour { red }', 'enum Colour { DARK_RED }'],
    ['list-plural:Park.tree', 'type Park { tree: [Tree!] }', 'type Park { trees: [Tree!] }'],
    ['list-plural:Query.tree', 'type Query { tree: TreeConnection }', 'type Query { trees: TreeConnection }'],
    [
      'list-plural:Park.status',
      'type Park { status: [Tree!] }',
      'type Park { flowByHour: [Tree!], people: [Tree!] }',
    ],
    ['one-singular:Query.parks', 'type Query { parks(id: ID!): Park }', 'type Query { bus(id: ID!): Bus }'],
    [
      'nearby-metres:Place.nearbyParks',
      'type Place { nearbyParks: [Park!] } type Park { id: ID }',
      'type Place { nearbyParks: [NearbyPark!] } type NearbyPark { metres: Int! }',
    ],
    [
      'unit-in-name:Park.area',
      'type Park { "Its area in square kilometres." area: Float }',
      'type Park { "Its area in square kilometres." areaKm2: Float }',
    ],
    [
      'unit-in-name:Feed.interval',
      'type Feed { "How often." interval: Int }',
      'type Feed { "How often." intervalSeconds: Int }',
    ],
    [
      'unit-in-name:Query.near(within:)',
      'type Query { near("How far, in metres." within: Int): Int }',
      'type Query { near("How far, in metres." withinMetres: Int): Int }',
    ],
    [
      'unit-in-name:Wait.p90',
      'type Wait { "They wait at most so many minutes." p90: Int }',
      'type Wait { "They wait at most so many minutes." minutesP90: Int }',
    ],
    [
      'unit-in-name:Fee.adult',
      'type Fee { "In patacas, in MOP." adult: Float }',
      'type Fee { "In patacas, in MOP." adultMop: Float }',
    ],
    ['name-is-text:Park.name', 'type Park { name: String }', 'type Park { name: Text }'],
    ['name-is-text:Park.namePt', 'type Park { namePt: String }', 'type Text { pt: String }'],
    [
      'deprecated-reason-and-day:Park.a',
      'type Park { a: Int @deprecated }',
      'type Park { a: Int @deprecated(reason: "Use b; goes on 2027-05-28.") }',
    ],
    [
      'deprecated-reason-and-day:Park.a(b:)',
      'type Park { a(b: Int @deprecated(reason: "Use c.")): Int }',
      'type Park { a(b: Int): Int }',
    ],
    [
      'deprecated-reason-and-day:Colour.RED',
      'enum Colour { RED @deprecated(reason: "soon") }',
      'enum Colour { RED }',
    ],
    [
      'shared-scalar-address:LocalDate',
      'scalar LocalDate',
      `scalar LocalDate @specifiedBy(url: "${SHARED}")`,
    ],
    ['shared-scalar-address:DateTime', `scalar DateTime @specifiedBy(url: "${SHARED}")`, 'scalar Colour'],
  ]
  it.each(cases)('%s', (id, bad, good) => {
    expect(lint(bad)).toEqual([id])
    expect(lint(good)).toEqual([])
  })

  it('and no rule is without such a case', () => {
    const shown = new Set(cases.map(([id]) => id.split(':')[0]))
    expect(RULES.map(({ id }) => id).filter((id) => !shown.has(id))).toEqual([])
  })
})

describe('the exceptions', () => {
  it('are each needed by the graph', () => {
    const { subgraphs, exceptions } = readLiveGraph(packageRoot)
    expect(exceptions.length).toBeGreaterThan(0)
    expect(findStaleExceptions(subgraphs, exceptions)).toEqual([])
  })

  it('that nothing needs are told', () => {
    const { subgraphs } = readLiveGraph(packageRoot)
    const stale = { rule: 'list-plural', coordinate: 'Query.museums', reason: 'It is one museum.' }
    expect(findStaleExceptions(subgraphs, [stale])).toEqual([stale])
  })
})
