import { array, assert, asyncProperty, constantFrom, nat, oneof, record } from 'fast-check'
import { getIntrospectionQuery } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'

/** Without a cache, so that no answer is from memory. */
let gateway: TestGateway
let closed: TestGateway
beforeAll(async () => {
  gateway = await startTestGateway({ CACHE: 'off' })
  closed = await startTestGateway({ CACHE: 'off', INTROSPECTION: 'false' })
})
afterAll(async () => {
  await gateway.stop()
  await closed.stop()
})

const TOO_COMPLEX = 'OPERATION_TOO_COMPLEX'
const INVALID = 'GRAPHQL_VALIDATION_FAILED'
const NO_GRAPHQL = 'GRAPHQL_PARSE_FAILED'
const BAD_INPUT = 'BAD_USER_INPUT'
const BAD_REQUEST = 'BAD_REQUEST'

/** Bytes of an answer that refuses; all that it repeats of a request is a line for each of a few mistakes. */
const SMALL = 2_000
const SEED = 20_261_128
const LONG = 'n'.repeat(100_000)

function times(count: number, part: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => part(at)).join(' ')
}

function post(body: string, to = gateway) {
  return to.send('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
}

function get(parameters: Readonly<Record<string, string>>) {
  const headers = { 'apollo-require-preflight': 'true' }
  return gateway.send(`/graphql?${new URLSearchParams(parameters).toString()}`, { headers })
}

function codesOf(body: string): readonly unknown[] {
  const { errors = [] } = JSON.parse(body)
  return [...new Set(errors.map((error: { extensions: { code: unknown } }) => error.extensions.code))]
}

interface Refusal {
  readonly status: number
  readonly body: string
}

function expectRefusal({ status, body }: Refusal, code: string): void {
  expect(codesOf(body)).toEqual([code])
  expect(status).toBeLessThan(500)
  expect(Buffer.byteLength(body)).toBeLessThan(SMALL)
}

/** All but the first few would be refused by validation too, so that the code tells which came first. */
const TOO_MUCH: readonly (readonly [string, string])[] = [
  ['one object 1,900 times', `{ museum(id: "mam") { ${'name { zh } '.repeat(1_900)} } }`],
  ['one leaf 3,900 times', `{ museum(id: "mam") { ${'id '.repeat(3_900)} } }`],
  ['one root 40 times with 95 leaves', `{ ${`museum(id: "mam") { ${'id '.repeat(95)} } `.repeat(40)} }`],
  [
    'one object in 1,200 inline fragments',
    `{ museum(id: "mam") { ${'... { name { zh } } '.repeat(1_200)} } }`,
  ],
  [
    'one field in 400 fragments',
    `{ museum { ${times(400, (at) => `...F${at}`)} } } ${times(400, (at) => `fragment F${at} on Museum { nothing }`)}`,
  ],
  [
    'fragments that double',
    `{ museum { ...F0 } } ${times(40, (at) => `fragment F${at} on Museum { ...F${at + 1} ...F${at + 1} }`)} fragment F40 on Museum { nothing }`,
  ],
  [
    'fragments that double, unused',
    `{ nothing } ${times(400, (at) => `fragment F${at} on Museum { ...F${at + 1} ...F${at + 1} }`)} fragment F400 on Museum { id }`,
  ],
  [
    'a chain of 500 fragments',
    `{ museum { ...F0 } } ${times(500, (at) => `fragment F${at} on Museum { ...F${at + 1} }`)} fragment F500 on Museum { id }`,
  ],
  [
    'a circle of 800 fragments',
    `{ museum { ...F0 } } ${times(800, (at) => `fragment F${at} on Museum { ...F${(at + 1) % 800} }`)}`,
  ],
  [
    'fragments that all spread all',
    `{ museum { ...F0 } } ${times(60, (at) => `fragment F${at} on Museum { ${times(50, (to) => `...F${to}`)} }`)}`,
  ],
  ['1,400 operations', times(1_400, (at) => `query Q${at} { nothing }`)],
  [
    '300 operations over one fragment',
    `${times(300, (at) => `query Q${at} { ...F }`)} fragment F on Query { nothing }`,
  ],
  ['unknown names of a megabyte', `{ museum { ${times(3_000, (at) => `nothing${'x'.repeat(290)}${at}`)} } }`],
  ['one unknown name of a megabyte', `{ ${'n'.repeat(900_000)} }`],
  ['a literal of a megabyte', `{ museums(first: "${'n'.repeat(900_000)}") { totalCount } }`],
  ['a comment of a megabyte', `{ nothing } #${'x'.repeat(900_000)}`],
  ['mistakes below 100,000 lines', `{ museum(${'\n'.repeat(100_000)} ${'a: 1 '.repeat(2_000)}) { id } }`],
  ['selections 3,000 deep', `{ museum { ${'a { '.repeat(3_000)} b ${'}'.repeat(3_000)} } }`],
  ['inline fragments 3,000 deep', `{ ${'... { '.repeat(3_000)} b ${'}'.repeat(3_000)} }`],
  ['lists 4,500 deep', `{ museum(id: ${'['.repeat(4_500)}${']'.repeat(4_500)}) { id } }`],
  ['objects 2,400 deep', `{ museum(id: ${'{a:'.repeat(2_400)}1${'}'.repeat(2_400)}) { id } }`],
  [
    'a list type 4,500 deep',
    `query ($v: ${'['.repeat(4_500)}ID${']'.repeat(4_500)}) { museum(id: $v) { id } }`,
  ],
  ['deep brackets that never close', `{ museum(id: ${'['.repeat(9_000)}`],
  ['deep brackets before the end of the tokens', `{ a } ${'{'.repeat(50_000)}`],
]

describe('a document that would cost much is refused before it is validated', () => {
  it.each(TOO_MUCH)('%s', async (_what, query) => {
    expectRefusal(await post(JSON.stringify({ query })), TOO_COMPLEX)
  })

  it('whether it comes by text or with its hash, and is not registered', async () => {
    const [, query = ''] = TOO_MUCH[0] ?? []
    const extensions = { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } }
    expectRefusal(await post(JSON.stringify({ query, extensions })), BAD_REQUEST)
    expectRefusal(await get({ query: `{ museum(id: "mam") { ${'name{zh}'.repeat(700)} } }` }), TOO_COMPLEX)
  })
})

describe('a document with many mistakes is told of some', () => {
  it.each([
    ['unknown fields', INVALID, `{ museum(id: "mam") { ${times(3_900, (at) => `nam${at}`)} } }`],
    [
      'unknown names of many characters',
      INVALID,
      `{ museum { ${times(5, (at) => LONG.slice(0, 20_000) + at)} } }`,
    ],
    ['unknown arguments', INVALID, `{ museum(id: "mam" ${times(2_500, (at) => `ix${at}: 1`)}) { id } }`],
    ['one argument many times', INVALID, `{ museum(${'id: "mam" '.repeat(2_400)}) { id } }`],
    [
      'one argument many times, far down',
      INVALID,
      `{ museum(${'\n'.repeat(9_000)} ${'id: "mam" '.repeat(2_400)}) { id } }`,
    ],
    ['unknown directives', INVALID, `{ museum(id: "mam") { id ${times(3_000, (at) => `@inclde${at}`)} } }`],
    [
      'one directive many times',
      INVALID,
      `{ museum(id: "mam") { id ${'@skip(if: false) '.repeat(1_200)} } }`,
    ],
    [
      'unused variables',
      INVALID,
      `query (${times(2_400, (at) => `$v${at}: ID`)}) { museum(id: "mam") { id } }`,
    ],
    ['one variable many times', INVALID, `query (${'$v: ID '.repeat(2_400)}) { museum(id: $v) { id } }`],
    [
      'unknown types',
      INVALID,
      `query (${times(2_400, (at) => `$v${at}: Musem${at}`)}) { museum(id: "mam") { id } }`,
    ],
    [
      'unused fragments',
      INVALID,
      `{ museums { totalCount } } ${times(1_200, (at) => `fragment F${at} on Museum { id }`)}`,
    ],
    [
      'a circle of 50 fragments',
      INVALID,
      `{ museum(id: "mam") { ...F0 } } ${times(50, (at) => `fragment F${at} on Museum { ...F${(at + 1) % 50} }`)}`,
    ],
    ['type definitions', INVALID, `{ __typename } ${times(900, (at) => `type T${at} { a: Int }`)}`],
    ['a long literal', INVALID, `{ museums(first: "${LONG}") { totalCount } }`],
    ['a long enum value', INVALID, `{ museums(orderBy: ${LONG}) { totalCount } }`],
    [
      'one response name for several things',
      INVALID,
      `{ ${times(40, (at) => `museums(first: ${at}) { totalCount }`)} }`,
    ],
    ['tokens', NO_GRAPHQL, `{ ${'__typename '.repeat(10_001)} }`],
    ['a long name where none may be', NO_GRAPHQL, `{ museums ${LONG}: ! }`],
    ['control characters', NO_GRAPHQL, '{ museum(id: "\u001b") { id\u0007 } }'],
  ])('%s', async (_what, code, query) => {
    expectRefusal(await post(JSON.stringify({ query })), code)
  })

  it('with the places of the first two', async () => {
    const { body } = await post(
      JSON.stringify({ query: '{ museum(\n id: "a"\n id: "b"\n id: "c") { id } }' }),
    )
    expect(JSON.parse(body).errors).toEqual([
      {
        message: 'There can be only one argument named "id".',
        locations: [
          { line: 2, column: 2 },
          { line: 3, column: 2 },
        ],
        extensions: { code: INVALID },
      },
    ])
  })
})

describe('what is sent beside a document is repeated as a line at most', () => {
  const first = 'query ($first: Int) { museums(first: $first) { totalCount } }'
  const two = 'query A { __typename } query B { __typename }'
  it.each([
    ['a long value', BAD_INPUT, JSON.stringify({ query: first, variables: { first: LONG } })],
    [
      'many wrong values',
      BAD_INPUT,
      JSON.stringify({
        query: `query (${times(30, (at) => `$v${at}: Int!`)}) { ${times(30, (at) => `a${at}: museums(first: $v${at}) { totalCount }`)} }`,
        variables: {},
      }),
    ],
    [
      'a value of 100,000 items',
      BAD_INPUT,
      JSON.stringify({ query: first, variables: { first: Array(100_000).fill('x') } }),
    ],
    [
      'a long operation name',
      'OPERATION_RESOLUTION_FAILURE',
      JSON.stringify({ query: two, operationName: LONG }),
    ],
    ['a long version', BAD_REQUEST, JSON.stringify({ extensions: { persistedQuery: { version: LONG } } })],
    [
      'variables 5,000 deep',
      BAD_REQUEST,
      `{"query":"${first}","variables":{"first":${'['.repeat(5_000)}${']'.repeat(5_000)}}}`,
    ],
    [
      'extensions 100,000 deep',
      BAD_REQUEST,
      `{"query":"{ a }","extensions":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`,
    ],
  ])('%s', async (_what, code, body) => {
    expectRefusal(await post(body), code)
  })

  it('also of a GET', async () => {
    const variables = `{"first":${'['.repeat(2_000)}${']'.repeat(2_000)}}`
    expectRefusal(await get({ query: first, variables }), BAD_REQUEST)
    expectRefusal(
      await get({ query: two, operationName: LONG.slice(0, 8_000) }),
      'OPERATION_RESOLUTION_FAILURE',
    )
  })

  it.each(['/q/', '/'])('also of the address %s', async (path) => {
    const { status, body } = await gateway.send(path + LONG.slice(0, 8_000))
    expect([status, body.length < SMALL]).toEqual([404, true])
  })
})

describe('what is asked about the schema has a cost', () => {
  const deep = '{ types { name fields { name args { name type { name } } type { name ofType { name } } } } }'
  it.each([
    ['the whole of it 30 times', `{ ${times(30, (at) => `a${at}: __schema ${deep}`)} }`],
    [
      'its types 25 times',
      `{ __schema { ${times(25, (at) => `t${at}: types { fields { name args { name } } }`)} } }`,
    ],
    [
      'its largest type 40 times',
      `{ ${times(40, (at) => `a${at}: __type(name: "Query") { fields { name args { name type { name } } type { fields { name } } } }`)} }`,
    ],
  ])('%s', async (_what, query) => {
    expectRefusal(await post(JSON.stringify({ query })), TOO_COMPLEX)
  })

  it.each([
    [
      'graphql-js with all that it knows',
      getIntrospectionQuery({
        specifiedByUrl: true,
        directiveIsRepeatable: true,
        schemaDescription: true,
        inputValueDeprecation: true,
        oneOf: true,
      }),
    ],
    ['graphql-js by default, as GraphiQL and codegen', getIntrospectionQuery()],
    ['graphql-js without descriptions, as Relay', getIntrospectionQuery({ descriptions: false })],
    [
      'a tool that looks further down',
      getIntrospectionQuery().replace('ofType {', 'ofType { description ofType { kind } '),
    ],
  ])('that lets the query of tools pass: %s', async (_tool, query) => {
    const { data, errors } = await gateway.ask(query)
    expect(errors).toBeUndefined()
    expect(Object.keys(data ?? {})).toEqual(['__schema'])
  })

  it('and is refused whole where introspection is off, and nothing is suggested', async () => {
    const asked = await post(JSON.stringify({ query: '{ __type(name: "Museum") { name } }' }), closed)
    expectRefusal(asked, INVALID)
    const { body } = await post(JSON.stringify({ query: '{ musem(id: "mam") { id } }' }), closed)
    expect(JSON.parse(body).errors[0].message).toBe('Cannot query field "musem" on type "Query".')
  })
})

describe('whatever a document is', () => {
  const PIECES = [
    '{',
    '}',
    '(',
    ')',
    '[',
    ']',
    '...',
    '... on Museum {',
    '... on Query {',
    '...F',
    '...G',
    'fragment F on Museum {',
    'fragment G on Museum { ...F',
    'query Q {',
    'query ($v: ID!) {',
    'mutation {',
    'museum(id: "mam") {',
    'museum(id: $v) {',
    'museums(first: 1) {',
    'nodes {',
    'place {',
    'name { zh }',
    'id',
    'id: name { zh }',
    'a: id',
    '__typename',
    '__schema {',
    'types {',
    'fields {',
    '@skip(if: $v)',
    '@include(if: true)',
    '$v',
    '$v: [ID]',
    'id: "x"',
    '1',
    '-',
    '"x"',
    '"""',
    '#',
    '\n',
    ':',
    '!',
    '=',
    '{a:',
    '[1',
    '\u0000',
    '\u202e',
    'ünïcode',
    '__proto__',
    'constructor',
  ] as const
  const piece = record({ text: constantFrom(...PIECES), count: oneof(nat(3), nat(3), nat(2_500)) })
  const KNOWN: ReadonlySet<unknown> = new Set([
    TOO_COMPLEX,
    INVALID,
    NO_GRAPHQL,
    BAD_INPUT,
    BAD_REQUEST,
    'OPERATION_RESOLUTION_FAILURE',
    'PLAN_NOT_POSSIBLE',
  ])

  it('the gateway answers it, or refuses it in a few words', async () => {
    let refused = 0
    await assert(
      asyncProperty(array(piece, { minLength: 1, maxLength: 14 }), async (pieces) => {
        const open = pieces.map(({ text, count }) => `${text} `.repeat(count)).join('')
        const query = `{ ${open}${'}'.repeat(open.split('{').length)}`
        const { status, body } = await post(JSON.stringify({ query, variables: { v: 'mam' } }))
        expect(status).toBeLessThan(500)
        if (body.includes('"data"')) return
        refused++
        expect(body.length).toBeLessThan(SMALL)
        expect(codesOf(body).filter((code) => !KNOWN.has(code))).toEqual([])
      }),
      { numRuns: 400, seed: SEED },
    )
    expect(refused).toBeGreaterThan(200)
  })
})
