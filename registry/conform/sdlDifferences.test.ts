import { expect, it } from 'vitest'
import { parseProposed } from '../live/parseProposed.ts'
import { diffSdl } from './sdlDifferences.ts'
import { withoutMachinery } from './withoutMachinery.ts'

const FEDERATION = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key"])'
const PUBLISHED = `${FEDERATION}
"""A car park."""
type CarPark @key(fields: "id") { id: ID! "How many fit in." spaces(first: Int! = 1): Int }
type Query { carPark: CarPark }
`

function diff(running: string): readonly string[] {
  const read = (sdl: string) => parseProposed({ name: 'parks', file: 'parks.graphql', sdl })
  return diffSdl(read(PUBLISHED), withoutMachinery(read(running)))
}

it.each<[what: string, running: string, lines: readonly string[]]>([
  ['the same', PUBLISHED, []],
  [
    'another order and layout',
    `type Query{carPark:CarPark}"A car park." type CarPark@key(fields:"id"){"How many fit in." spaces(first:Int!=1):Int id:ID!}${FEDERATION}`,
    [],
  ],
  [
    'what a library adds of federation’s own',
    `${PUBLISHED.replace('type Query {', 'type Query { _entities(representations: [_Any!]!): [_Entity]! _service: _Service!')}
     schema @link(url: "https://specs.apollo.dev/link/v1.0") { query: Query }
     directive @link(url: String!) repeatable on SCHEMA
     directive @key(fields: federation__FieldSet!) repeatable on OBJECT
     directive @federation__external on OBJECT
     scalar federation__FieldSet scalar _Any union _Entity = CarPark type _Service { sdl: String }`,
    [],
  ],
  [
    'another type of a field',
    PUBLISHED.replace('= 1): Int', '= 1): Int!'),
    [
      '- CarPark.spaces: "How many fit in." spaces(first: Int! = 1): Int',
      '+ CarPark.spaces: "How many fit in." spaces(first: Int! = 1): Int!',
    ],
  ],
  [
    'a field less and a type more',
    `${PUBLISHED.replace('type Query { carPark: CarPark }', 'type Query { a: Int }')} enum Colour { RED }`,
    ['- Query.carPark: carPark: CarPark', '+ Query.a: a: Int', '+ Colour: enum', '+ Colour.RED: RED'],
  ],
  [
    'a key less',
    PUBLISHED.replace(' @key(fields: "id")', ''),
    ['- CarPark: object @key(fields: "id") A car park.', '+ CarPark: object A car park.'],
  ],
])('between published and running SDL: %s', (_, running, lines) => {
  expect(diff(running)).toEqual(lines)
})
