import { beforeAll, describe, expect, it } from 'vitest'
import { defineSubgraph, findBy } from '../kit/federation/subgraph.ts'
import { callerWith, OWNED_BY, startAccessGateway, type AskGateway } from './accessGateway.ts'

const hotels = [
  { __typename: 'Hotel', id: 'grand', name: 'Grand', rooms: 120, guests: [7, 8] },
  { __typename: 'Hotel', id: 'lisboa', name: 'Lisboa', rooms: 300, guests: [9] },
]
const inns = [{ __typename: 'Inn', id: 'grand', name: 'Inn', rooms: 5, guests: [] }]

const register = defineSubgraph(
  'register',
  `${OWNED_BY}
   type Query { hotels: [Hotel!] lodgings: [Lodging!] }
   interface Lodging { name: String rooms: Int }
   type Hotel implements Lodging @key(fields: "id") {
     id: ID!  name: String  rooms: Int @authenticated @ownedBy(claim: "hotels", field: "id")
   }
   type Inn implements Lodging { id: ID!  name: String  rooms: Int }`,
  {
    Query: { hotels: () => hotels, lodgings: () => [...hotels, ...inns] },
    Hotel: { __resolveReference: findBy(hotels) },
  },
)
const guests = defineSubgraph(
  'guests',
  `${OWNED_BY}
   type Hotel @key(fields: "id") {
     id: ID!  guests: [Int!] @authenticated @ownedBy(claim: "hotels", field: "id")
   }`,
  { Hotel: { __resolveReference: findBy(hotels) } },
)

let ask: AskGateway
beforeAll(async () => {
  ask = await startAccessGateway([register, guests])
})

const grand = callerWith([], { hotels: ['grand'] })
const told = (field: string, ...path: (string | number)[]) => ({
  message: `You may not see ${field}.`,
  path,
  extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' },
})

describe('a field that belongs to the owner of its object', () => {
  it('is answered of the objects that the claim lists, and null with an error of the others', async () => {
    const { data, errors } = await ask({ query: '{ hotels { name rooms } }', caller: grand })
    expect(data).toEqual({
      hotels: [
        { name: 'Grand', rooms: 120 },
        { name: 'Lisboa', rooms: null },
      ],
    })
    expect(errors).toEqual([told('Hotel.rooms', 'hotels', 1, 'rooms')])
  })

  it('is judged in an object of another subgraph as well', async () => {
    const { data, errors } = await ask({ query: '{ hotels { guests } }', caller: grand })
    expect(data).toEqual({ hotels: [{ guests: [7, 8] }, { guests: null }] })
    expect(errors).toEqual([told('Hotel.guests', 'hotels', 1, 'guests')])
  })

  it('leaves what decides out of the answer, and in its place when the client asked for it', async () => {
    const alone = await ask({ query: '{ hotels { rooms } }', caller: grand })
    expect(JSON.stringify(alone.data)).toBe('{"hotels":[{"rooms":120},{"rooms":null}]}')
    const asked = await ask({ query: '{ hotels { ... { rooms } name id } }', caller: grand })
    expect(JSON.stringify(asked.data)).toBe(
      '{"hotels":[{"rooms":120,"name":"Grand","id":"grand"},{"rooms":null,"name":"Lisboa","id":"lisboa"}]}',
    )
  })

  it.each([
    ['by an alias of the field', '{ hotels { mine: rooms } }', { hotels: [{ mine: 120 }, { mine: null }] }],
    [
      'by calling another field by the name of what decides',
      '{ hotels { id: name rooms } }',
      {
        hotels: [
          { id: 'Grand', rooms: 120 },
          { id: 'Lisboa', rooms: null },
        ],
      },
    ],
    [
      'through an interface, where members without owners are free',
      '{ lodgings { rooms } }',
      { lodgings: [{ rooms: 120 }, { rooms: null }, { rooms: 5 }] },
    ],
    [
      'through nested fragments that are used twice',
      '{ hotels { ...A } } fragment A on Hotel { ...B ... on Lodging { ...B } } fragment B on Lodging { rooms }',
      { hotels: [{ rooms: 120 }, { rooms: null }] },
    ],
  ])('cannot be seen %s', async (_attempt, query, data) => {
    expect((await ask({ query, caller: grand })).data).toEqual(data)
  })

  it.each([
    ['no claim', {}],
    ['another claim', { inns: ['grand'] }],
    ['an empty list', { hotels: [] }],
    ['a text in which the id occurs', { hotels: 'grand lisboa' }],
    ['an object in place of the list', { hotels: { grand: true } }],
    ['a list in the list', { hotels: [['grand']] }],
    ['true', { hotels: true }],
    ['a claim that every object inherits', { ['__proto__']: { hotels: ['grand'] } }],
  ])("is nobody's for a token with %s", async (_sentence, claims) => {
    const { data } = await ask({ query: '{ hotels { rooms guests } }', caller: callerWith([], claims) })
    expect(data).toEqual({
      hotels: [
        { rooms: null, guests: null },
        { rooms: null, guests: null },
      ],
    })
  })

  it('takes a single value for a list of one', async () => {
    const { data } = await ask({
      query: '{ hotels { rooms } }',
      caller: callerWith([], { hotels: 'lisboa' }),
    })
    expect(data).toEqual({ hotels: [{ rooms: null }, { rooms: 300 }] })
  })

  it("is not even fetched for somebody whom the field's other rules refuse, nor what decides", async () => {
    const { data, errors, sent } = await ask({ query: '{ hotels { name rooms } }' })
    expect(data).toEqual({
      hotels: [
        { name: 'Grand', rooms: null },
        { name: 'Lisboa', rooms: null },
      ],
    })
    expect(errors?.map(({ extensions }) => extensions?.['code'])).toEqual([
      'UNAUTHENTICATED',
      'UNAUTHENTICATED',
    ])
    expect(sent).toEqual(['register: {hotels{name}} {}'])
  })

  it('is the same plan and the same questions for every owner, and each sees only its own', async () => {
    const query = '{ hotels { rooms guests } }'
    const lisboa = callerWith([], { hotels: ['lisboa'] })
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, turn) => ask({ query, caller: turn % 2 === 0 ? grand : lisboa })),
    )
    for (const [turn, { data }] of answers.entries()) {
      const own = [
        { rooms: 120, guests: [7, 8] },
        { rooms: 300, guests: [9] },
      ]
      expect(data).toEqual({
        hotels: own.map((hotel, at) => (at === turn % 2 ? hotel : { rooms: null, guests: null })),
      })
    }
    expect(new Set(answers.map(({ sent }) => sent.join())).size).toBe(1)
  })

  it('is not given to others from a remembered answer of somebody who owns everything', async () => {
    const query = '{ hotels { rooms guests } }'
    const all = callerWith([], { hotels: ['grand', 'lisboa'] })
    const askAsOwner = () => ask({ query, caller: all })
    for (const { data, errors } of [await askAsOwner(), await askAsOwner(), await askAsOwner()]) {
      expect(errors).toBeUndefined()
      expect(data).toEqual({
        hotels: [
          { rooms: 120, guests: [7, 8] },
          { rooms: 300, guests: [9] },
        ],
      })
    }
    expect((await ask({ query, caller: grand })).data).toEqual({
      hotels: [
        { rooms: 120, guests: [7, 8] },
        { rooms: null, guests: null },
      ],
    })
    expect((await ask({ query, caller: all })).errors).toBeUndefined()
  })
})

it('keeps an owned field from everybody when what decides cannot be read', async () => {
  const odd = defineSubgraph(
    'odd',
    `${OWNED_BY}
     type Query { a: [A!] i: [I!] }  interface I { x: Int }
     type A implements I { of(name: String): ID  x: Int @ownedBy(claim: "hotels", field: "of") }`,
    { Query: { a: () => [{ of: 'grand', x: 1 }], i: () => [{ __typename: 'A', of: 'grand', x: 1 }] } },
  )
  const askOdd = await startAccessGateway([odd])
  const { data } = await askOdd({ query: '{ a { x } i { x } }', caller: grand })
  expect(data).toEqual({ a: [{ x: null }], i: [{ x: null }] })
})
