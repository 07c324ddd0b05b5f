import { beforeAll, describe, expect, it } from 'vitest'
import { defineSubgraph, findBy } from '../kit/federation/subgraph.ts'
import { callerWith, startAccessGateway, type AskGateway } from './accessGateway.ts'

const buses = [{ id: 'S1', line: '26A', plate: 'MS-01', depot: { name: 'North' } }]
const depots = [{ __typename: 'Depot', name: 'North', alarm: 'code 7' }]
const stops = [{ __typename: 'Stop', name: 'Barra' }]
const INTERNAL = '@tag(name: "internal")'

const register = defineSubgraph(
  'register',
  `type Query {
     buses: [Bus!]
     depots: [Depot!] ${INTERNAL}
     places: [Place!]
     anything: [Anything!]
     find(line: String, plate: String ${INTERNAL}, state: State): [Bus!]
   }
   type Bus @key(fields: "id") {
     id: ID!  line: String @tag(name: "beta")
     plate: String ${INTERNAL} @requiresScopes(scopes: [["staff"]])
     depot: Depot ${INTERNAL}
   }
   interface Place { name: String }
   type Stop implements Place { name: String }
   type Depot implements Place ${INTERNAL} { name: String @requiresScopes(scopes: [["staff"]])  alarm: String }
   union Anything = Stop | Depot
   enum State { OPEN  HIDDEN ${INTERNAL} }`,
  {
    Query: {
      buses: () => buses,
      depots: () => depots,
      places: () => [...stops, ...depots],
      anything: () => [...stops, ...depots],
      find: () => buses,
    },
    Bus: { __resolveReference: findBy(buses) },
  },
)
const NAMES =
  '{ __schema { types { name fields { name args { name } } enumValues { name } possibleTypes { name } } } }'
const staff = callerWith(['staff'])
const member = callerWith([])

async function listNames(ask: AskGateway, caller?: typeof staff): Promise<string> {
  const { data, errors } = await ask({ query: NAMES, ...(caller && { caller }) })
  expect(errors).toBeUndefined()
  return JSON.stringify(data)
}

describe('by default', () => {
  it('everybody knows of what is tagged as internal', async () => {
    const ask = await startAccessGateway([register])
    expect(await listNames(ask)).toBe(await listNames(ask, staff))
    expect(await listNames(ask)).toContain('"Depot"')
  })
})

describe('with PUBLIC_VARIANT', () => {
  let ask: AskGateway
  beforeAll(async () => {
    ask = await startAccessGateway([register], { environment: { PUBLIC_VARIANT: 'true' } })
  })

  it.each(['depots', 'Depot', 'depot', 'plate', 'alarm', 'HIDDEN'])(
    'somebody without a token is not told of %s by introspection, and anybody with one is',
    async (name) => {
      expect(await listNames(ask)).not.toContain(`"${name}"`)
      expect(await listNames(ask, member)).toContain(`"${name}"`)
      expect(await listNames(ask)).not.toContain(`"${name}"`)
    },
  )

  it.each([
    ['a field', '{ buses { plate } }', 'Cannot query field "plate" on type "Bus". Did you mean "line"?'],
    ['a type', '{ places { ... on Depot { alarm } } }', 'Unknown type "Depot".'],
    [
      'an argument',
      '{ find(plate: "MS-01") { id } }',
      'Unknown argument "plate" on field "Query.find". Did you mean "state" or "line"?',
    ],
    ['a value', '{ find(state: HIDDEN) { id } }', 'Value "HIDDEN" does not exist in "State" enum.'],
    ['a misspelt name', '{ buses { plat } }', 'Cannot query field "plat" on type "Bus".'],
    ['a misspelt type', '{ places { ... on Depo { alarm } } }', 'Unknown type "Depo".'],
  ])(
    '%s is unknown to somebody without a token, before and after others have asked',
    async (_what, query, message) => {
      const refused = { status: 400, errors: [{ message }], sent: [] }
      expect(await ask({ query })).toMatchObject(refused)
      await ask({ query, caller: staff })
      expect(await ask({ query })).toMatchObject(refused)
    },
  )

  it('a value of a variable is unknown to somebody without a token too', async () => {
    const query = 'query ($state: State) { find(state: $state) { id } }'
    const hidden = { query, variables: { state: 'HIDDEN' } }
    expect((await ask(hidden)).errors?.[0]?.message).toBe(
      'Variable "$state" got invalid value "HIDDEN"; Value "HIDDEN" does not exist in "State" enum.',
    )
    expect(await ask({ ...hidden, caller: member })).toMatchObject({ data: { find: [{ id: 'S1' }] } })
  })

  it('whoever has a token gets what its rules let it see', async () => {
    const query = '{ buses { line plate depot { name } } }'
    expect((await ask({ query, caller: staff })).data).toEqual({
      buses: [{ line: '26A', plate: 'MS-01', depot: { name: 'North' } }],
    })
    expect((await ask({ query, caller: member })).data).toEqual({
      buses: [{ line: '26A', plate: null, depot: { name: null } }],
    })
  })

  it('somebody without a token gets the rest as before', async () => {
    expect(await ask({ query: '{ buses { id line } }' })).toMatchObject({
      status: 200,
      data: { buses: [{ id: 'S1', line: '26A' }] },
    })
  })

  it.each([
    ['an interface', '{ found: places { name } }'],
    ['an interface with its name', '{ found: places { __typename name } }'],
    ['a union', '{ found: anything { __typename ... on Stop { name } } }'],
  ])('no object of an internal type reaches somebody without a token through %s', async (_way, query) => {
    const forStaff = await ask({ query, caller: staff })
    expect(JSON.stringify(forStaff.data)).toMatch(/North|Depot/)
    const answer = await ask({ query })
    expect(JSON.stringify(answer)).not.toMatch(/North|Depot/)
  })

  it('a cache that others share is not given what only a token lets know', async () => {
    expect((await ask({ query: '{ buses { id } }' })).cacheControl).toMatch(/^public, /)
    expect((await ask({ query: '{ buses { id } }', caller: member })).cacheControl).toMatch(/^private, /)
  })
})
