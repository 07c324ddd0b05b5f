import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { createConfiguredPolicies } from '../../gateway/process/trust.ts'
import { readConfig } from '../../gateway/process/config/config.ts'
import { createLog } from '../../kit/log.ts'
import { defineSubgraph } from '../kit/federation/subgraph.ts'
import { callerWith, OWNED_BY, startAccessGateway, type AskGateway } from './accessGateway.ts'

const hotels = [
  { id: 'grand', name: 'Grand', rate: 900, rooms: 120 },
  { id: 'lisboa', name: 'Lisboa', rate: 700, rooms: 300 },
]
const register = defineSubgraph(
  'register',
  `${OWNED_BY}
   type Query { hotels: [Hotel!]  many: [Hotel!]  only: Int! @requiresScopes(scopes: [["a", "b"], ["c"]])
     maybe: Int @requiresScopes(scopes: [["c"]]) }
   type Hotel {
     id: ID!  name: String  rate: Int @requiresScopes(scopes: [["partner"], ["staff"]])
     rooms: Int @ownedBy(claim: "hotels", field: "id")
   }`,
  {
    Query: {
      hotels: () => hotels,
      many: () => Array.from({ length: 150 }, () => hotels[0]),
      only: () => 1,
      maybe: () => 2,
    },
  },
)
const developer = callerWith(['developer'], { hotels: ['grand'] })
const code = 'UNAUTHORIZED_FIELD_OR_TYPE'

describe('ACCESS_MODE=filter', () => {
  let ask: AskGateway
  beforeAll(async () => {
    ask = await startAccessGateway([register])
  })

  it('tells somebody without a token that one would be the first step', async () => {
    const { status, data, errors } = await ask({ query: '{ hotels { r: rate } }' })
    expect(status).toBe(200)
    expect(data).toEqual({ hotels: [{ r: null }, { r: null }] })
    expect(errors).toEqual([
      {
        message: 'You may not see Hotel.rate.',
        path: ['hotels', 0, 'r'],
        extensions: { code: 'UNAUTHENTICATED' },
      },
      {
        message: 'You may not see Hotel.rate.',
        path: ['hotels', 1, 'r'],
        extensions: { code: 'UNAUTHENTICATED' },
      },
    ])
  })

  it('hands a null on to where null may be, and fetches nothing when everything is denied', async () => {
    const { data, errors, sent } = await ask({ query: '{ only }', caller: developer })
    expect(data).toBeNull()
    expect(errors).toEqual([{ message: 'You may not see Query.only.', path: ['only'], extensions: { code } }])
    expect(sent).toEqual([])
  })

  const ONLY = { message: 'You may not see Query.only.', path: ['only'], extensions: { code } }
  it.each([
    ['beside others', '{ hotels { name } only many { name } }', [ONLY]],
    [
      'in a fragment',
      'query { hotels { name } ...F } fragment F on Query { ... { only } many { name } }',
      [ONLY],
    ],
    [
      'beside others that are denied too, and are told of as far as they come first',
      '{ ...F hotels { name } other: only } fragment F on Query { maybe only }',
      [{ message: 'You may not see Query.maybe.', path: ['maybe'], extensions: { code } }, ONLY],
    ],
  ])('fetches nothing when what may not be null is denied at the root: %s', async (_where, query, told) => {
    const { data, errors, sent } = await ask({ query, caller: developer })
    expect({ data, errors, sent }).toEqual({ data: null, errors: told, sent: [] })
    expect(await ask({ query, caller: callerWith(['c']) })).toMatchObject({ data: { only: 1 } })
  })

  it('fetches what is allowed when it depends on a variable whether such a field is asked for', async () => {
    const query = 'query ($all: Boolean!) { hotels { name } ... @include(if: $all) { only } }'
    const askFor = (all: boolean) => ask({ query, variables: { all }, caller: developer })
    expect(await askFor(false)).toMatchObject({ data: { hotels: [{ name: 'Grand' }, { name: 'Lisboa' }] } })
    expect(await askFor(true)).toMatchObject({ data: null, errors: [ONLY] })
  })

  it('carries out the allowed part of a mutation all the same', async () => {
    const done: string[] = []
    const desk = defineSubgraph(
      'desk',
      `type Query { desk: Int }
       type Mutation { note(text: String!): Int!  sign: Int! @requiresScopes(scopes: [["staff"]]) }`,
      { Mutation: { note: (_: unknown, { text }: { text: string }) => done.push(text), sign: () => 1 } },
    )
    const askDesk = await startAccessGateway([desk])
    const { data } = await askDesk({ query: 'mutation { note(text: "a") sign }', caller: developer })
    expect({ data, done }).toEqual({ data: null, done: ['a'] })
  })

  it('tells a hundred denials, and of the others how many', async () => {
    const { errors = [] } = await ask({ query: '{ many { rate } }', caller: developer })
    expect(errors.length).toBe(101)
    expect(errors.at(-1)).toEqual({ message: '50 more places are denied.', extensions: { code } })
  })

  it('leaves unused variables and fragments out of what it asks', async () => {
    const query =
      'query ($yes: Boolean!) { hotels { name ...R @include(if: $yes) } } fragment R on Hotel { rate }'
    const { sent } = await ask({ query, variables: { yes: true }, caller: developer })
    expect(sent).toEqual(['register: {hotels{name}} {}'])
  })
})

describe('where denials are told', () => {
  it('is extensions with ACCESS_ERRORS=extensions', async () => {
    const ask = await startAccessGateway([register], { environment: { ACCESS_ERRORS: 'extensions' } })
    const answer = await ask({ query: '{ hotels { name rate } }', caller: developer })
    expect(answer.errors).toBeUndefined()
    expect(answer.extensions).toEqual({
      access: {
        denied: [0, 1].map((at) => ({
          message: 'You may not see Hotel.rate.',
          path: ['hotels', at, 'rate'],
          extensions: { code },
        })),
      },
    })
  })

  it('is nowhere with ACCESS_ERRORS=none', async () => {
    const ask = await startAccessGateway([register], { environment: { ACCESS_ERRORS: 'none' } })
    const { data, errors, extensions } = await ask({ query: '{ hotels { rate rooms } }', caller: developer })
    expect(data).toEqual({
      hotels: [
        { rate: null, rooms: 120 },
        { rate: null, rooms: null },
      ],
    })
    expect({ errors, extensions }).toEqual({})
  })

  it('names the missing scopes only where the configuration says so', async () => {
    const ask = await startAccessGateway([register], { environment: { ACCESS_SHOW_MISSING_SCOPES: 'true' } })
    const scopesOf = async (query: string, caller = developer) =>
      (await ask({ query, caller })).errors?.[0]?.extensions?.['missingScopes']
    expect(await scopesOf('{ hotels { rate } }')).toEqual([['partner'], ['staff']])
    expect(await scopesOf('{ only }', callerWith(['a']))).toEqual([['b'], ['c']])
    // A claim is no scope.
    expect(await scopesOf('{ hotels { rooms } }')).toBeUndefined()
  })
})

describe('ACCESS_MODE=reject', () => {
  let ask: AskGateway
  beforeAll(async () => {
    ask = await startAccessGateway([register], { environment: { ACCESS_MODE: 'reject' } })
  })

  it('refuses the whole operation and fetches nothing', async () => {
    const { status, data, errors, sent } = await ask({
      query: '{ hotels { name r: rate } only }',
      caller: developer,
    })
    expect(status).toBe(403)
    expect(data).toBeUndefined()
    expect(errors).toEqual([
      { message: 'You may not see Hotel.rate.', path: ['hotels', 'r'], extensions: { code } },
      { message: 'You may not see Query.only.', path: ['only'], extensions: { code } },
    ])
    expect(sent).toEqual([])
  })

  it('asks somebody without a token for one', async () => {
    const { status, challenge } = await ask({ query: '{ only }' })
    expect({ status, challenge }).toEqual({ status: 401, challenge: 'Bearer' })
  })

  it('tells somebody whose token does not suffice that another would', async () => {
    const { status, challenge } = await ask({ query: '{ only }', caller: developer })
    expect({ status, challenge }).toEqual({ status: 403, challenge: 'Bearer error="insufficient_scope"' })
  })

  it('does not let one pass whose condition is null, which a variable with a default may be', async () => {
    const query = 'query ($all: Boolean = true) { hotels { name rate @include(if: $all) } }'
    for (const variables of [{ all: null }, {}])
      expect(await ask({ query, variables, caller: developer })).toMatchObject({ status: 403, sent: [] })
  })

  it('lets an operation pass whose variables leave out what is denied', async () => {
    const query = 'query ($all: Boolean!) { hotels { name rate @include(if: $all) } }'
    const { status, data } = await ask({ query, variables: { all: false }, caller: developer })
    expect(status).toBe(200)
    expect(data).toEqual({ hotels: [{ name: 'Grand' }, { name: 'Lisboa' }] })
  })
})

describe('ACCESS_MODE=report', () => {
  it('answers everything, and says in extensions and in the log what would have been denied', async () => {
    const ask = await startAccessGateway([register], { environment: { ACCESS_MODE: 'report' } })
    const { data, errors, extensions, logged } = await ask({
      query: '{ hotels { rate rooms } }',
      caller: developer,
    })
    expect(data).toEqual({
      hotels: [
        { rate: 900, rooms: 120 },
        { rate: 700, rooms: 300 },
      ],
    })
    expect(errors).toBeUndefined()
    const wouldDeny = [
      { path: ['hotels', 'rate'], fields: ['Hotel.rate'] },
      { message: 'You may not see Hotel.rooms.', path: ['hotels', 1, 'rooms'], extensions: { code } },
    ]
    expect(extensions).toEqual({ access: { wouldDeny } })
    expect(logged.map((line) => line['wouldDeny'])).toEqual([wouldDeny])
  })
})

describe('x-explain: access', () => {
  const query = '{ hotels { name rate rooms } only }'
  const headers = { 'x-explain': 'access' }

  it('says to staff what would be denied and why, and fetches nothing', async () => {
    const ask = await startAccessGateway([register])
    const { data, errors, extensions, sent } = await ask({ query, headers, caller: callerWith(['staff']) })
    expect({ data, errors, sent }).toEqual({ data: null, sent: [] })
    expect(extensions).toEqual({
      access: {
        caller: { kind: 'verified', scopes: ['staff'] },
        denied: [
          {
            path: ['only'],
            fields: ['Query.only'],
            needs: '@requiresScopes(scopes: [["a", "b"], ["c"]])',
            missingScopes: [['a', 'b'], ['c']],
          },
        ],
        ownedOnly: [
          {
            path: ['hotels', 'rooms'],
            fields: ['Hotel.rooms'],
            needs: '@ownedBy(claim: "hotels", field: "id")',
          },
        ],
      },
    })
  })

  it('is refused to others', async () => {
    const ask = await startAccessGateway([register])
    for (const caller of [undefined, developer]) {
      const { status, errors } = await ask({ query, headers, ...(caller && { caller }) })
      expect(status).toBe(400)
      expect(errors?.map(({ message }) => message)).toEqual([
        'x-explain: only staff may ask why a field would be denied.',
      ])
    }
  })

  it('is open to everybody in development', async () => {
    const ask = await startAccessGateway([register], { environment: { DEVELOPMENT_TOKENS: 'true' } })
    const { extensions } = await ask({ query: '{ hotels { rate } }', headers })
    expect(extensions?.['access']).toMatchObject({
      caller: { kind: 'anonymous' },
      denied: [{ path: ['hotels', 'rate'], missingScopes: [['partner'], ['staff']] }],
    })
  })
})

describe('@policy', () => {
  const guarded = defineSubgraph(
    'guarded',
    `type Query {
       one: Int @policy(policies: [["office hours"]])  two: Int @policy(policies: [["office hours", "at work"], ["boss"]])
       both: Int @policy(policies: [["office hours"]]) @requiresScopes(scopes: [["staff"]])  open: Int
     }`,
    { Query: { one: () => 1, two: () => 2, both: () => 3, open: () => 4 } },
  )
  const query = '{ one two both }'
  const staff = callerWith(['staff'])

  it('denies without a module', async () => {
    const ask = await startAccessGateway([guarded])
    expect((await ask({ query, caller: staff })).data).toEqual({ one: null, two: null, both: null })
  })

  it.each([
    ['true for the names that are asked', { 'office hours': true, boss: true }, { one: 1, two: 2, both: 3 }],
    ['true for one of two that must both hold', { 'office hours': true }, { one: 1, two: null, both: 3 }],
    ['true for another name', { other: true }, { one: null, two: null, both: null }],
    ['something like true', { 'office hours': 1, boss: 'true' }, { one: null, two: null, both: null }],
    [
      'a name that is inherited',
      Object.create({ 'office hours': true }),
      { one: null, two: null, both: null },
    ],
    ['nothing', null, { one: null, two: null, both: null }],
  ])('lets in by the module: %s', async (_sentence, answer, data) => {
    const ask = await startAccessGateway([guarded], { policies: async () => answer })
    expect((await ask({ query, caller: staff })).data).toEqual(data)
  })

  it('asks once for a request, for the names that it touches, and not at all where there are none', async () => {
    const asked: unknown[] = []
    const policies = async (names: readonly string[], caller: { kind: string }) => {
      asked.push([...names, caller.kind])
      return {}
    }
    const ask = await startAccessGateway([guarded], { policies })
    await ask({ query: '{ two open }' })
    await ask({ query: '{ open }' })
    expect(asked).toEqual([['office hours', 'at work', 'boss', 'anonymous']])
  })

  it.each([
    ['fails', async () => Promise.reject(new Error('directory down'))],
    ['never answers', () => new Promise<never>(() => undefined)],
  ])('denies when the module %s, and says so in the log', async (_what, policies) => {
    const ask = await startAccessGateway([guarded], { policies, policyDeadlineMs: 50 })
    const { data, logged } = await ask({ query, caller: staff })
    expect(data).toEqual({ one: null, two: null, both: null })
    expect(logged.map(({ msg }) => msg)).toEqual(['policies could not be evaluated; they deny'])
  })

  it('never shares a decision between callers of whom a policy thinks differently', async () => {
    const ask = await startAccessGateway([guarded], {
      policies: async (_names, caller) => ({ 'office hours': caller.kind === 'verified' }),
    })
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, turn) => ask(turn % 2 === 0 ? { query, caller: staff } : { query })),
    )
    for (const [turn, { data }] of answers.entries())
      expect(data).toEqual(
        turn % 2 === 0 ? { one: 1, two: null, both: 3 } : { one: null, two: null, both: null },
      )
  })

  it('is read from the module that POLICY_MODULE names, or the gateway does not start', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'policies-'))
    const file = join(folder, 'policies.mjs')
    await writeFile(
      file,
      'export default async (names, caller) => ({ [names[0]]: caller.kind === "verified" })',
    )
    const load = (path: string) =>
      createConfiguredPolicies(readConfig({ POLICY_MODULE: path }), createLog('test', 'silent'))
    const askPolicies = await load(file)
    expect((await askPolicies(['a', 'b'], staff, 'id')).policies).toEqual(new Set(['a']))
    await writeFile(join(folder, 'none.mjs'), 'export const policies = 1')
    await expect(load(join(folder, 'none.mjs'))).rejects.toThrow(/POLICY_MODULE: expected .*no function/)
    await expect(load(join(folder, 'missing.mjs'))).rejects.toThrow(/POLICY_MODULE: expected .*missing\.mjs/)
    await rm(folder, { recursive: true })
  })
})
