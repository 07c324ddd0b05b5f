import { Kind } from 'graphql'
import { describe, expect, it } from 'vitest'
import { compose } from '../../test/kit/federation/federation.ts'
import { startEngine } from '../../test/kit/federation/engine.ts'
import { defineSubgraph, type Resolvers } from '../../test/kit/federation/subgraph.ts'
import type { AnnotationFields } from './annotation.ts'

const defineShops = (more: Resolvers = {}) =>
  defineSubgraph(
    'shops',
    `type Query { shop(id: ID!): Shop shops: [Shop!] things: [Thing!] any: [Any!] }
    interface Thing { id: ID! }
    union Any = Shop | Note
    type Shop implements Thing @key(fields: "id") { id: ID! name: String origin: Origin! best: Ware wares: [Ware!] }
    type Note implements Thing { id: ID! origin: Origin }
    type Ware @key(fields: "id", resolvable: false) { id: ID! }
    type Origin @shareable { sample: Boolean! }`,
    {
      Query: {
        shop: (_: unknown, { id }: { readonly id: string }) => (id === 'none' ? null : shop(id)),
        shops: () => [shop('a'), shop('b')],
        things: () => [{ __typename: 'Shop', ...shop('a') }, NOTE],
        any: () => [NOTE, { __typename: 'Shop', ...shop('b') }],
      },
      ...more,
    },
  )
const NOTE = { __typename: 'Note', id: 'n', origin: null }
const shop = (id: string) => ({
  id,
  name: id.toUpperCase(),
  origin: { sample: id === 'b' },
  best: { id: `${id}1` },
  wares: [{ id: `${id}1` }, { id: `${id}2` }],
})

const WARES = defineSubgraph(
  'wares',
  `type Query { ware: Ware }
    type Shop @key(fields: "id") { id: ID! rank: Int! }
    type Ware @key(fields: "id") { id: ID! price: Int origin: Origin! }
    type Origin @shareable { sample: Boolean! }`,
  {
    Query: { ware: () => ({ id: 'w', price: 1, origin: { sample: true } }) },
    Shop: {
      __resolveReference: ({ id }: { readonly id: string }) => ({ id }),
      rank: ({ id }: { readonly id: string }) => (id === 'b' ? Promise.reject(new Error('no rank')) : 1),
    },
    Ware: {
      __resolveReference: ({ id }: { readonly id: string }) =>
        id === 'b2' ? null : { id, price: 7, origin: { sample: true } },
    },
  },
)

const ORIGIN: AnnotationFields = (type) =>
  type.getFields().origin === undefined
    ? []
    : [
        {
          kind: Kind.FIELD,
          name: { kind: Kind.NAME, value: 'origin' },
          selectionSet: {
            kind: Kind.SELECTION_SET,
            selections: [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: 'sample' } }],
          },
        },
      ]

function startShops(more: Resolvers = {}) {
  const subgraphs = [defineShops(more), WARES]
  return startEngine(compose(subgraphs), subgraphs, ORIGIN)
}

const SHOPS = startShops()

const askBoth = async (query: string, more: object = {}, { ask } = SHOPS) => {
  const plain = await ask({ query, ...more })
  const told = await ask({ query, ...more, annotated: true })
  expect([told.text, told.errors]).toEqual([plain.text, plain.errors])
  expect(told.requests.map(({ subgraph }) => subgraph)).toEqual(
    plain.requests.map(({ subgraph }) => subgraph),
  )
  return (told.annotations ?? []).map(({ path, values }) => `${path} ${JSON.stringify(values.origin)}`)
}
const REAL = '{"sample":false}'
const SAMPLE = '{"sample":true}'

describe('annotations', () => {
  it.each([
    [
      'of objects and lists',
      '{ shop(id: "a") { name } shops { id } }',
      [`shop ${REAL}`, `shops ${REAL}`, `shops ${SAMPLE}`],
    ],
    ['under the names of the client', '{ x: shops { name } }', [`x ${REAL}`, `x ${SAMPLE}`]],
    [
      'through fragments',
      'query { ...F } fragment F on Query { ... { s: shop(id: "b") { ...G } } } fragment G on Shop { id }',
      [`s ${SAMPLE}`],
    ],
    ['of nothing that is null', '{ shop(id: "none") { name } }', []],
    ['of members of an interface', '{ things { id } }', [`things ${REAL}`]],
    [
      'of members of a union that has no fields',
      '{ any { __typename ... on Note { id } } }',
      [`any ${SAMPLE}`],
    ],
    [
      'not where another subgraph would have to be asked',
      '{ shop(id: "a") { best { id } } }',
      [`shop ${REAL}`],
    ],
    [
      'where the other subgraph is asked in any case',
      '{ shop(id: "a") { best { price } } }',
      [`shop ${REAL}`, `shop.best ${SAMPLE}`],
    ],
    [
      'not of an entity that there is not',
      '{ shop(id: "b") { wares { price } } }',
      [`shop ${SAMPLE}`, `shop.wares ${SAMPLE}`],
    ],
    [
      'beside a field of the client with the alias of ours',
      '{ shop(id: "a") { _a0_origin: name origin { sample } } }',
      [`shop ${REAL}`],
    ],
    ['of an answer about the schema alone', '{ __schema { queryType { name } } __typename }', []],
  ])('are told %s', async (_, query, annotations) => {
    expect(await askBoth(query)).toEqual(annotations)
  })

  it.each([
    [true, false, [`shop ${REAL}`, `shop.best ${SAMPLE}`]],
    [false, false, [`shop ${REAL}`]],
    [true, true, []],
  ])('follow @include(if: %j) and @skip(if: %j)', async (wanted, left, annotations) => {
    const query =
      'query ($wanted: Boolean!, $left: Boolean!) { shop(id: "a") @skip(if: $left) { name best @include(if: $wanted) { price } } }'
    expect(await askBoth(query, { variables: { wanted, left } })).toEqual(annotations)
  })

  it('tell nothing of what is denied, nor of what is below it', async () => {
    const query = '{ shop(id: "a") { best { price } } shops { id } }'
    expect(await askBoth(query, { denied: ['shop.best'] })).toEqual([
      `shop ${REAL}`,
      `shops ${REAL}`,
      `shops ${SAMPLE}`,
    ])
    expect(await askBoth(query, { denied: ['shop'] })).toEqual([`shops ${REAL}`, `shops ${SAMPLE}`])
  })

  it('tell nothing of an object that is null in the answer, though its subgraph gave it', async () => {
    expect(await askBoth('{ one: shop(id: "a") { rank } other: shop(id: "b") { rank } }')).toEqual([
      `one ${REAL}`,
    ])
  })

  it('name the annotated object that each lies in', async () => {
    const { annotations = [] } = await SHOPS.ask({
      query: '{ shop(id: "a") { best { price } } }',
      annotated: true,
    })
    expect(annotations[1]?.above).toBe(annotations[0])
  })

  it.each([
    ['they fail', { Shop: { origin: () => Promise.reject(new Error('no origin')) } }],
    ['they are null though they may not be', { Shop: { origin: () => null } }],
  ])('cost nobody anything where %s', async (_, resolvers) => {
    const { ask } = startShops(resolvers)
    const query = '{ shops { name } }'
    const told = await ask({ query, annotated: true })
    expect([told.data, told.errors, told.annotations]).toEqual([
      { shops: [{ name: 'A' }, { name: 'B' }] },
      [],
      undefined,
    ])
  })

  it.each([
    ['they fail', { Shop: { origin: () => Promise.reject(new Error('no origin')) } }],
    ['they are null though they may not be', { Shop: { origin: () => null } }],
  ])('cost nobody anything in parts where %s', async (_, resolvers) => {
    const { askInParts } = startShops(resolvers)
    const query = '{ shop(id: "a") { name ... @defer { best { price } } } any { ... on Note { id } } }'
    const plain = await askInParts({ query }, 'current')
    const told = await askInParts({ query, annotated: true }, 'current')
    expect(told.payloads).toEqual(plain.payloads)
    expect(told.payloads.length).toBeGreaterThan(1)
    expect(told.annotations).toBeUndefined()
    const [first, again] = told.requests
    expect([first?.query, again?.query]).toEqual([
      expect.stringContaining('_a0_origin'),
      plain.requests[0]?.query,
    ])
  })

  it.each(['current', '2022'] as const)(
    'are told of all parts with the last, in the format %s',
    async (format) => {
      const query = '{ shop(id: "a") { name ... @defer { wares @stream { price } best { price } } } }'
      const { payloads, annotations = [] } = await SHOPS.askInParts({ query, annotated: true }, format)
      expect(payloads.length).toBeGreaterThan(1)
      expect(annotations.map(({ path }) => path)).toEqual(['shop', 'shop.wares', 'shop.wares', 'shop.best'])
    },
  )

  it('are not asked for by a plan that has none', async () => {
    const { ask } = SHOPS
    const query = '{ shop(id: "a") { name } }'
    await ask({ query, annotated: true })
    const { requests, annotations } = await ask({ query })
    expect([requests[0]?.query, annotations]).toEqual([expect.not.stringContaining('origin'), undefined])
  })
})
