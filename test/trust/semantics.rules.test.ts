import { describe, expect, it } from 'vitest'
import {
  defineHostileSubgraph,
  defineSubgraph,
  failWith,
  findBy,
  type TestSubgraph,
} from '../kit/federation/subgraph.ts'
import { callerWith, startAccessGateway, type AccessOptions, type Asked } from './accessGateway.ts'

/** Asks a gateway of its own, for the cases that share no subgraphs. */
async function askOnce(subgraphs: readonly TestSubgraph[], asked: Asked, options?: AccessOptions) {
  const ask = await startAccessGateway(subgraphs, options)
  return ask(asked)
}

const staff = callerWith(['staff'])

describe('rules of several subgraphs on one field', () => {
  const thing = { id: '1', x: 1, y: 2 }
  const fields = (x: string, y: string) => `
    type Thing @key(fields: "id") { id: ID!  x: Int @shareable ${x}  y: Int @shareable ${y} }`
  const define = (name: string, sdl: string) =>
    defineSubgraph(name, `type Query { ${name}: Thing }\n${sdl}`, {
      Query: { [name]: () => thing },
      Thing: { __resolveReference: () => thing },
    })
  const subgraphs = [
    define('a', fields('@requiresScopes(scopes: [["one"], ["two"]])', '@authenticated')),
    define('b', fields('@requiresScopes(scopes: [["three"]])', '')),
  ]

  it.each([
    ['one', null],
    ['three', null],
    ['one two', null],
    ['one three', 1],
    ['two three', 1],
  ])('must all hold: a token for %s gets %s, whichever subgraph would answer', async (scopes, x) => {
    const ask = await startAccessGateway(subgraphs)
    const caller = callerWith(scopes.split(' '))
    expect((await ask({ query: '{ a { x } b { x } }', caller })).data).toEqual({ a: { x }, b: { x } })
  })

  it('protects a field in the subgraph that states no rule', async () => {
    const { data, sent } = await askOnce(subgraphs, { query: '{ b { y } }' })
    expect(data).toEqual({ b: { y: null } })
    expect(sent).toEqual(['b: {b{__typename}} {}'])
  })
})

describe('interfaces and unions', () => {
  const secret = { __typename: 'Secret', name: 'hidden', other: 'o', x: 1 }
  const open = { __typename: 'Open', name: 'shown', other: 'p', x: 2 }
  const owner = { __typename: 'Owner', a: 'a', b: 'b' }
  const members = defineSubgraph(
    'members',
    `type Query { nodes: [Node] any: [Any] }
     interface Node { name: String  owner: Owner }  union Any = Secret | Open
     type Secret implements Node { name: String @requiresScopes(scopes: [["staff"]])  x: Int  owner: Owner @authenticated }
     type Open implements Node { name: String  x: Int  owner: Owner }
     type Owner { a: String  b: String }`,
    {
      Query: { nodes: () => [secret, open], any: () => [secret, open] },
      Secret: { owner: () => owner },
      Open: { owner: () => owner },
    },
  )

  it.each([
    [
      "a rule on one implementation alone protects the interface's field",
      '{ nodes { name } }',
      [{ name: null }, { name: null }],
    ],
    [
      "a fragment on a member needs that member's rules alone, and does not null the other's",
      '{ nodes { ... on Secret { name } ... on Open { name } } }',
      [{ name: null }, { name: 'shown' }],
    ],
    [
      'the name of the type is free',
      '{ nodes { __typename } }',
      [{ __typename: 'Secret' }, { __typename: 'Open' }],
    ],
    [
      'what one selection may not have, another of the same field may',
      '{ nodes { owner { a } ... on Open { owner { b } } } }',
      [{ owner: null }, { owner: { a: null, b: 'b' } }],
    ],
  ])('%s', async (_sentence, query, nodes) => {
    expect((await askOnce([members], { query })).data).toEqual({ nodes })
  })

  it('lets each member of a union stand for itself', async () => {
    const query = '{ any { ... on Secret { name x } ... on Open { name x } } }'
    const { data, errors } = await askOnce([members], { query })
    expect(data).toEqual({
      any: [
        { name: null, x: 1 },
        { name: 'shown', x: 2 },
      ],
    })
    expect(errors?.map(({ path }) => path)).toEqual([['any', 0, 'name']])
  })

  it('protects what all implementations protect and the interface does not', async () => {
    const both = defineSubgraph(
      'both',
      `type Query { node: Node }  interface Node { s: Int }
       type A implements Node { s: Int @authenticated }  type B implements Node { s: Int @authenticated }`,
      { Query: { node: () => ({ __typename: 'A', s: 1 }) } },
    )
    expect((await askOnce([both], { query: '{ node { s } }' })).data).toEqual({ node: { s: null } })
  })

  it('protects what an interface object adds, in every implementation', async () => {
    const media = { __typename: 'Book', id: '1' }
    const a = defineSubgraph(
      'a',
      `type Query { media: [Media] }  interface Media @key(fields: "id") { id: ID! }
       type Book implements Media @key(fields: "id") { id: ID! }`,
      {
        Query: { media: () => [media] },
        Media: { __resolveReference: () => media },
        Book: { __resolveReference: () => media },
      },
    )
    const b = defineSubgraph(
      'b',
      'type Media @key(fields: "id") @interfaceObject { id: ID!  note: String @authenticated }',
      {
        Media: { __resolveReference: () => ({ id: '1', note: 'secret' }) },
      },
    )
    const query = '{ media { note ... on Book { own: note } } }'
    const denied = await askOnce([a, b], { query })
    expect(denied.data).toEqual({ media: [{ note: null, own: null }] })
    expect(denied.sent.some((line) => line.includes('note'))).toBe(false)
    const allowed = await askOnce([a, b], { query, caller: staff })
    expect(allowed.data).toEqual({ media: [{ note: 'secret', own: 'secret' }] })
  })
})

describe('keys and required fields', () => {
  const a = defineSubgraph(
    'a',
    `type Query { things: [Thing] }
     type Thing @key(fields: "code") { code: ID! @authenticated  secret: Int @authenticated }`,
    {
      Query: { things: () => [{ code: 'k', secret: 42 }] },
      Thing: { __resolveReference: () => ({ code: 'k', secret: 42 }) },
    },
  )
  const b = defineSubgraph(
    'b',
    `type Thing @key(fields: "code") {
       code: ID! @authenticated  open: String  secret: Int @external  double: Int @requires(fields: "secret") @authenticated }`,
    {
      Thing: {
        __resolveReference: (thing: object) => thing,
        open: () => 'open',
        double: ({ secret }: { secret: number }) => secret * 2,
      },
    },
  )

  it('lets the gateway join by a protected key and never shows it', async () => {
    const { data, sent, errors } = await askOnce([a, b], { query: '{ things { open code double } }' })
    // `code` may not be null, so its denial takes the object with it.
    expect(data).toEqual({ things: [null] })
    expect(errors?.map(({ path }) => path)).toEqual([['things', 0, 'code']])
    expect(sent.join()).toContain('"code":"k"')
    expect(sent.join()).not.toContain('secret')
    const open = await askOnce([a, b], { query: '{ things { open } }' })
    expect(JSON.stringify(open.data)).toBe('{"things":[{"open":"open"}]}')
  })

  it('shows what is computed from a protected field to those alone who may see that', async () => {
    expect((await askOnce([a, b], { query: '{ things { double } }' })).data).toEqual({
      things: [{ double: null }],
    })
    const { data } = await askOnce([a, b], { query: '{ things { double } }', caller: staff })
    expect(data).toEqual({ things: [{ double: 84 }] })
  })
})

/** Puts a rule into a finished supergraph, past the checks of composition. */
function protect(coordinate: RegExp) {
  return (sdl: string) =>
    sdl
      .replace(
        /(https:\/\/specs\.apollo\.dev\/join\/[^)]*\))/,
        '$1 @link(url: "https://specs.apollo.dev/authenticated/v0.1", for: SECURITY)',
      )
      .replace(
        'directive @join__field',
        'directive @authenticated on FIELD_DEFINITION | OBJECT\n\ndirective @join__field',
      )
      .replace(coordinate, '$& @authenticated')
}

describe('a supergraph of another composer, in which a public field is computed from a protected one', () => {
  it('does not give away the secret by a chain of @requires', async () => {
    const a = defineSubgraph('a', 'type Query { t: T }  type T @key(fields: "id") { id: ID!  secret: Int }', {
      Query: { t: () => ({ id: '1', secret: 7 }) },
      T: { __resolveReference: () => ({ id: '1', secret: 7 }) },
    })
    const b = defineSubgraph(
      'b',
      'type T @key(fields: "id") { id: ID!  secret: Int @external  half: Int @requires(fields: "secret") }',
      { T: { __resolveReference: (t: object) => t, half: ({ secret }: { secret: number }) => secret } },
    )
    const c = defineSubgraph(
      'c',
      'type T @key(fields: "id") { id: ID!  half: Int @external  whole: Int @requires(fields: "half") }',
      { T: { __resolveReference: (t: object) => t, whole: ({ half }: { half: number }) => half } },
    )
    const edit = protect(/secret: Int @join__field\(graph: A\)/)
    const { data, sent } = await askOnce([a, b, c], { query: '{ t { whole } }' }, { edit })
    expect(data).toEqual({ t: { whole: null } })
    expect(sent).toEqual(['a: {t{__typename}} {}'])
    const seen = await askOnce([a, b, c], { query: '{ t { whole } }', caller: staff }, { edit })
    expect(seen.data).toEqual({ t: { whole: 7 } })
  })

  it('does not give it away by @fromContext', async () => {
    const a = defineSubgraph(
      'a',
      `type Query { shop: Shop }
       type Shop @key(fields: "id") @context(name: "shop") { id: ID!  secret: String!  item: Item }
       type Item @key(fields: "id") { id: ID!  price(from: String @fromContext(field: "$shop { secret }")): String }`,
      {
        Query: { shop: () => ({ id: '1', secret: 'MOP', item: { id: '2' } }) },
        Item: {
          __resolveReference: (item: object) => item,
          price: (_item: object, { from }: { from: string }) => from,
        },
      },
    )
    const edit = protect(/secret: String!/)
    const denied = await askOnce([a], { query: '{ shop { item { price } } }' }, { edit })
    expect(denied.data).toEqual({ shop: { item: { price: null } } })
    const seen = await askOnce([a], { query: '{ shop { item { price } } }', caller: staff }, { edit })
    expect(seen.data).toEqual({ shop: { item: { price: 'MOP' } } })
  })
})

describe('attacks on one protected field', () => {
  const a = defineSubgraph(
    'a',
    `type Query { h: Hotel }  type Mutation { wipe: Int @authenticated  note: Int }
     type Hotel { name: String  secret: String @authenticated  level: Level  plan: Plan  self: Hotel }
     enum Level @authenticated { HIGH }  type Plan @requiresScopes(scopes: [["staff"]]) { id: ID }`,
    { Query: { h: () => hotel }, Mutation: { wipe: () => 1, note: () => 2 } },
  )
  const hotel: object = {
    name: 'Grand',
    secret: 's3cret',
    level: 'HIGH',
    plan: { id: '1' },
    self: () => hotel,
  }

  it.each([
    ['an alias', '{ h { name: secret } }'],
    ['an alias by the name of an introspection field', '{ h { _typename: secret } }'],
    ['@include(if: $yes)', 'query ($yes: Boolean = true) { h { secret @include(if: $yes) } }'],
    ['@skip(if: $no)', 'query ($no: Boolean = false) { h { name secret @skip(if: $no) } }'],
    [
      'a conditional fragment around it',
      'query ($yes: Boolean = true) { h { ... @include(if: $yes) { secret } } }',
    ],
    [
      'a fragment reused on many levels',
      'query { h { ...F self { ...F self { ...F } } } } fragment F on Hotel { name secret }',
    ],
    [
      'the same field with and without a condition',
      'query ($no: Boolean = true) { h { secret @skip(if: $no) ... { secret } } }',
    ],
    ['an enum that is protected as a type', '{ h { level } }'],
    ['an object that is protected as a type', '{ h { plan { id } } }'],
    ['two operations, of which the public one is named', 'query Asked { h { secret } } '],
    ['a mutation', 'mutation { wipe note }'],
  ])('fail by %s', async (_attempt, query) => {
    const { data, errors, sent } = await askOnce([a], { query })
    expect(JSON.stringify(data)).not.toMatch(/s3cret|HIGH|"1"|wipe":1/)
    expect(errors?.length).toBeGreaterThan(0)
    expect(errors?.every(({ extensions }) => extensions?.['code'] === 'UNAUTHENTICATED')).toBe(true)
    expect(sent.join()).not.toMatch(/secret|level|plan|wipe/)
  })

  it('fail by deeply nested fragments that are reused, in bounded time', async () => {
    const levels = Array.from(
      { length: 30 },
      (_, at) => `fragment F${at} on Hotel { self { ...F${at + 1} } b: self { ...F${at + 1} } }`,
    )
    const query = `{ h { ...F0 } } ${levels.join(' ')} fragment F30 on Hotel { secret }`
    const start = performance.now()
    const { errors } = await askOnce([a], { query })
    expect(errors?.[0]?.extensions?.['code']).toBe('OPERATION_TOO_COMPLEX')
    expect(performance.now() - start).toBeLessThan(2_000)
  })

  it('fail after staff had the same operation planned and answered, and staff is not denied after them', async () => {
    const ask = await startAccessGateway([a])
    const query = '{ h { name secret } }'
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, turn) => ask(turn % 2 === 0 ? { query, caller: staff } : { query })),
    )
    for (const [turn, { data }] of answers.entries())
      expect(data).toEqual({ h: { name: 'Grand', secret: turn % 2 === 0 ? 's3cret' : null } })
  })

  it('fail by renaming the directive, or its namespace, in the subgraph', async () => {
    const link = (how: string) =>
      `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", ${how})`
    for (const [how, name] of [
      ['import: [{ name: "@authenticated", as: "@harmless" }]', 'harmless'],
      ['as: "fed"', 'fed__authenticated'],
    ] as const) {
      const sdl = `${link(how)} type Query { secret: Int @${name} }`
      const renamed = {
        ...defineSubgraph('renamed', 'type Query { secret: Int }', { Query: { secret: () => 1 } }),
        sdl,
      }
      expect((await askOnce([renamed], { query: '{ secret }' })).data).toEqual({ secret: null })
    }
  })

  it('fail by a hostile subgraph that answers what nobody asked for', async () => {
    const hostile = defineHostileSubgraph(
      'hostile',
      'type Query { h: Hotel }  type Hotel { name: String  secret: String @authenticated }',
      () => ({
        data: { h: { name: 'Grand', secret: 's3cret', _g0_secret: 's3cret' } },
        extensions: { secret: 's3cret' },
      }),
    )
    const answer = await askOnce([hostile], { query: '{ h { name secret } }' })
    expect(answer.data).toEqual({ h: { name: 'Grand', secret: null } })
    expect(JSON.stringify(answer)).not.toContain('s3cret')
  })
})

describe('what subgraphs say in errors', () => {
  const sdl = `type Query { h: Hotel  open: Int }
    type Hotel @key(fields: "id") { id: ID!  secret: String @authenticated }`
  const failing = (errors: readonly object[], data: object | null = { h: { id: '1', secret: null } }) =>
    defineHostileSubgraph('failing', sdl, () => ({ data, errors }))

  it.each([
    ['at a protected field', [{ message: 'the value s3cret is bad', path: ['h', 'secret'] }], undefined],
    ['without a path', [{ message: 's3cret' }], undefined],
    ['with one of our own codes', [{ message: 's3cret', extensions: { code: 'SUBGRAPH_TIMEOUT' } }], null],
    ['in extensions', [{ message: 'no', path: ['h', 'secret'], extensions: { value: 's3cret' } }], undefined],
    ['in the code', [{ message: 'no', path: ['h', 'secret'], extensions: { code: 's3cret' } }], undefined],
    ['instead of data', [{ message: 's3cret' }], null],
  ])('is hidden from the client %s, and kept in the log', async (_where, errors, data) => {
    const answer = await askOnce([failing(errors, data)], { query: '{ h { secret } }', caller: staff })
    const { logged, ...told } = answer
    expect(answer.errors?.length).toBeGreaterThan(0)
    expect(JSON.stringify(told)).not.toContain('s3cret')
    expect(logged.length).toBe(1)
  })

  it('is told where no protected field was asked for', async () => {
    const answer = await askOnce([failing([{ message: 'closed', path: ['open'] }], { open: null })], {
      query: '{ open }',
    })
    expect(answer.errors?.map(({ message }) => message)).toEqual(['closed'])
    expect(answer.logged).toEqual([])
  })

  const failingReference = { __resolveReference: failWith('none with code s3cret') }
  const root = defineSubgraph('root', 'type Query { t: T }  type T @key(fields: "id") { id: ID! }', {
    Query: { t: () => ({ id: '1' }) },
  })

  it.each([
    [
      'field',
      'T @key(fields: "id") { id: ID!  hidden: Int @external  open: Int @requires(fields: "hidden") }',
      [
        defineSubgraph('holds', 'type T @key(fields: "id") { id: ID!  hidden: Int @inaccessible }', {
          T: failingReference,
        }),
      ],
    ],
    [
      'type',
      `T @key(fields: "id") { id: ID!  hidden: Hidden @external  open: Int @requires(fields: "hidden { code }") }
       type Hidden @key(fields: "id") { id: ID!  code: Int @external }`,
      [
        defineSubgraph(
          'holds',
          `type T @key(fields: "id") { id: ID!  hidden: Hidden @inaccessible }
           type Hidden @key(fields: "id") @inaccessible { id: ID! }`,
          { T: { __resolveReference: () => ({ hidden: { id: '2' } }) } },
        ),
        defineSubgraph('codes', 'type Hidden @key(fields: "id") { id: ID!  code: Int }', {
          Hidden: failingReference,
        }),
      ],
    ],
  ])(
    'is hidden of a fetch for a %s that clients cannot see: nobody knows its rules',
    async (_, types, holders) => {
      const needs = defineSubgraph('needs', `type ${types}`, { T: { open: () => 1 } })
      const {
        logged,
        sent: _sent,
        ...told
      } = await askOnce([root, needs, ...holders], {
        query: '{ t { open } }',
      })
      expect(told.errors?.length).toBeGreaterThan(0)
      expect(JSON.stringify(told)).not.toContain('s3cret')
      expect(JSON.stringify(logged)).toContain('none with code s3cret')
    },
  )

  it('is hidden of a fetch that was only sent a protected key', async () => {
    const a = defineSubgraph(
      'a',
      'type Query { t: T }  type T @key(fields: "code") { code: ID! @authenticated }',
      {
        Query: { t: () => ({ code: 's3cret' }) },
      },
    )
    const b = defineHostileSubgraph(
      'b',
      'type T @key(fields: "code") { code: ID! @authenticated  open: Int }',
      () => ({
        data: { _entities: [null] },
        errors: [{ message: 'no T with code s3cret', path: ['_entities', 0] }],
      }),
    )
    const { logged, sent: _sent, ...told } = await askOnce([a, b], { query: '{ t { open } }' })
    expect(told.data).toEqual({ t: { open: null } })
    expect(JSON.stringify(told)).not.toContain('s3cret')
    expect(JSON.stringify(logged)).toContain('no T with code s3cret')
  })
})

it('answers introspection the same to everybody', async () => {
  const a = defineSubgraph('a', 'type Query { open: Int secret: Int @authenticated }', {})
  const ask = await startAccessGateway([a])
  const query = '{ __schema { queryType { fields { name } } } __type(name: "Query") { fields { name } } }'
  const anonymous = await ask({ query })
  expect(anonymous.data).toEqual((await ask({ query, caller: staff })).data)
  expect(JSON.stringify(anonymous.data)).toContain('secret')
})

it('finds an entity that is reached by its reference alone', async () => {
  const hotels = [{ id: '1', secret: 5 }]
  const a = defineSubgraph(
    'a',
    'type Query { h: Hotel }  type Hotel @key(fields: "id", resolvable: false) { id: ID! }',
    {
      Query: { h: () => ({ id: '1' }) },
    },
  )
  const b = defineSubgraph('b', 'type Hotel @key(fields: "id") { id: ID!  secret: Int @authenticated }', {
    Hotel: { __resolveReference: findBy(hotels) },
  })
  const { data, sent } = await askOnce([a, b], { query: '{ h { secret } }' })
  expect(data).toEqual({ h: { secret: null } })
  expect(sent).toEqual(['a: {h{__typename}} {}'])
  expect((await askOnce([a, b], { query: '{ h { secret } }', caller: staff })).data).toEqual({
    h: { secret: 5 },
  })
})
