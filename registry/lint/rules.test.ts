import { describe, expect, it } from 'vitest'
import { packageRoot } from '../../kit/root.ts'
import { parseUsable, readLiveGraph } from '../live/readLive.ts'
import { findStaleExceptions, lintSubgraph } from './lintSubgraph.ts'
import { RULES } from './rules.ts'

/** What a rule and the others say, but for the one on null, of which the short schemas here say nothing. */
function lint(sdl: string, rule: string): readonly string[] {
  const subgraph = parseUsable({ name: 'parks', file: 'parks.graphql', sdl })
  return lintSubgraph(subgraph, [])
    .filter((finding) => finding.rule === rule || finding.rule !== 'null-says-why')
    .map(({ id }) => id)
}

const NULLABILITY = `extend schema @link(
  url: "https://specs.apollo.dev/nullability/v0.4", import: [{ name: "@semanticNonNull", as: "@onErrorAlone" }])`

const SHARED = 'https://scalars.graphql.org/andimarek/local-date.html'

const PARK = 'type Park { id: ID areaKm2: Float place: Place keeperCode: String }'
const GUARDED = `${PARK.replace('keeperCode: String', 'keeperCode: String @onlyFor(scopes: [["staff"]])')}
  extend schema @link(
    url: "https://specs.apollo.dev/federation/v2.12", import: [{ name: "@requiresScopes", as: "@onlyFor" }])`
const PAGE = 'first: Int, after: String, last: Int, before: String'
const PARKS = `type Query { parks(${PAGE}, ids: [ID!], filter: ParkFilter, sort: [ParkSort!],
  near: PositionInput, withinMetres: Int, within: BoundingBoxInput): ParkConnection } ${PARK}`

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
      'null-says-why:Park.feeMop',
      'type Park { "What a visit costs, in MOP." feeMop: Int }',
      'type Park { "What a visit costs, in MOP; null where not known." feeMop: Int, free: Boolean! }',
    ],
    [
      'null-says-why:Query.parks',
      `${NULLABILITY} type Query { "The parks." parks: [Park!] @otherwise }`,
      `${NULLABILITY} type Query { "The parks." parks: [Park!] @onErrorAlone }`,
    ],
    ['list-arguments:Query.parks', `type Query { parks(${PAGE}): ParkConnection } ${PARK}`, PARKS],
    [
      'list-arguments:Query.parks',
      PARKS.replace('near: PositionInput', ''),
      PARKS.replace('near: PositionInput, withinMetres: Int, within: BoundingBoxInput', '').replace(
        'place: Place',
        '',
      ),
    ],
    [
      'list-fields:ParkSortField.SIZE',
      `enum ParkSortField { ID DISTANCE SIZE } ${PARK}`,
      `enum ParkSortField { ID DISTANCE AREA_KM2 } ${PARK}`,
    ],
    [
      'list-fields:ParkSortField.KEEPER_CODE',
      `enum ParkSortField { KEEPER_CODE } ${GUARDED}`,
      `enum ParkSortField { KEEPER_CODE } ${PARK}`,
    ],
    [
      'list-fields:ParkFilter.keeperCode',
      `input ParkFilter { keeperCode: String } ${GUARDED}`,
      `input ParkFilter { keeperCode: String } ${PARK}`,
    ],
    [
      'list-fields:ParkFilter.free',
      `input ParkFilter { free: Boolean } ${PARK}`,
      `input ParkFilter { isFree: Boolean } ${PARK}`,
    ],
    [
      'list-fields:ParkFilter.kind',
      `input ParkFilter { kind: ParkKind } enum ParkKind { GARDEN } ${PARK}`,
      `input ParkFilter { kind: ParkKind @deprecated(reason: "Use kinds; goes on 2027-06-30.") kinds: [ParkKind!] }
       enum ParkKind { GARDEN } ${PARK}`,
    ],
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
    const rule = id.replace(/:.*/, '')
    expect(lint(bad, rule)).toEqual([id])
    expect(lint(good, rule)).toEqual([])
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
