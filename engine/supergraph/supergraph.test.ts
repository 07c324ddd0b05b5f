import { parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { compose } from '../../test/kit/federation/federation.ts'
import { defineSubgraph } from '../../test/kit/federation/subgraph.ts'
import { putResolvableKeysFirst } from './keyOrder.ts'
import { readSupergraph } from './supergraph.ts'

const rooms = defineSubgraph(
  'rooms',
  'type Query { rooms: [Room!]! } type Room @key(fields: "id") { id: ID! price(currency: String!): Float! }',
  {},
)
const taxes = defineSubgraph(
  'taxes',
  `type Room @key(fields: "id") {
    id: ID!
    price(currency: String!): Float! @external
    duty: Float! @requires(fields: "price(currency: \\"CNY\\")")
    deposit: Float! @requires(fields: "price(currency: \\"HKD\\")")
  }`,
  {},
)

describe('a field that is required with arguments', () => {
  const sdl = compose([rooms, taxes])
  const supergraph = readSupergraph(sdl)

  it('has a stand-in for each set of arguments', () => {
    const shown = [...supergraph.plannerAliases].map(([name, { field, arguments: nodes }]) => [
      name,
      field,
      nodes.length,
    ])
    expect(shown).toEqual([
      ['_q0_price', 'price', 1],
      ['_q1_price', 'price', 1],
    ])
    expect(supergraph.fieldNames.has('_q0_price')).toBe(true)
  })

  it('shows none of them to clients', () => {
    const type = supergraph.apiSchema.getType('Room')
    expect(Object.keys(type && 'getFields' in type ? type.getFields() : {})).toEqual([
      'id',
      'price',
      'duty',
      'deposit',
    ])
  })

  it('is what a subgraph is known to require', () => {
    const required = supergraph.entityRules.requires('taxes', 'Room', 'duty')
    expect(required?.selections).toMatchObject([{ name: { value: '_q0_price' }, arguments: [] }])
    expect(supergraph.entityRules.requires('rooms', 'Room', 'price')).toBeUndefined()
  })
})

it('names its subgraphs, as a text or parsed', () => {
  const sdl = compose([rooms])
  expect(readSupergraph(sdl).subgraphs).toEqual(['rooms'])
  expect(readSupergraph(parse(sdl)).subgraphs).toEqual(['rooms'])
})

it.each([
  ['links nothing', (sdl: string) => sdl.replace(/@link\(url: "[^"]*join[^)]*\)/, '')],
  ['is of the first federation', (sdl: string) => sdl.replaceAll('@link(url:', '@core(feature:')],
  [
    'gives the specification of joins another name',
    (sdl: string) => sdl.replaceAll('join__', 'j__').replace('join/v0.5"', 'join/v0.5", as: "j"'),
  ],
])('refuses a supergraph that %s', (_, edit) => {
  expect(() => readSupergraph(edit(compose([rooms])))).toThrow(
    'expected a supergraph that links https://specs.apollo.dev/join, as join; got one that does not',
  )
})

it('puts the keys that a subgraph resolves first, and leaves the order otherwise', () => {
  const document = parse(
    'type T @join__type(graph: A, key: "x", resolvable: false) @join__type(graph: A, key: "y") @join__type(graph: B, key: "x") { x: ID }',
  )
  const [type] = putResolvableKeysFirst(document).definitions
  const directives = type?.kind === 'ObjectTypeDefinition' ? (type.directives ?? []) : []
  const shown = directives.map(({ arguments: nodes = [] }) =>
    nodes.map(({ value }) => ('value' in value ? value.value : '')).join(' '),
  )
  expect(shown).toEqual(['A y', 'B x', 'A x false'])
})
