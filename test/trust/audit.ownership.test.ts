import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Environment } from '../../kit/config.ts'
import { defineSubgraph } from '../kit/federation/subgraph.ts'
import { callerWith, OWNED_BY, startAccessGateway } from './accessGateway.ts'

const hotels = ['grand', 'lisboa', 'sintra'].map((id) => ({ __typename: 'Hotel', id, rooms: 120, rate: 900 }))
const register = defineSubgraph(
  'register',
  `${OWNED_BY}
   type Query { hotels: [Hotel!]  lodgings: [Lodging!] }
   interface Lodging { rooms: Int }
   type Hotel implements Lodging {
     id: ID!  rooms: Int @ownedBy(claim: "hotels", field: "id")  rate: Int @requiresScopes(scopes: [["staff"]])
   }
   type Inn implements Lodging { id: ID!  rooms: Int }`,
  {
    Query: { hotels: () => hotels, lodgings: () => [...hotels, { __typename: 'Inn', id: 'inn', rooms: 5 }] },
  },
)
const grand = callerWith([], { hotels: ['grand'] })
const OWNERS = '@ownedBy(claim: "hotels", field: "id")'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audit-'))
})
afterAll(() => rm(folder, { recursive: true }))

let trails = 0
/** A gateway, and the fields of the lines of its trail as soon as there are so many. */
async function startAudited(environment: Environment = {}) {
  const file = join(folder, `trail-${trails++}.jsonl`)
  const ask = await startAccessGateway([register], { environment: { AUDIT_FILE: file, ...environment } })
  const readFields = async (count: number): Promise<readonly unknown[]> => {
    const read = async () => (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '')
    await expect.poll(async () => (await read()).length).toBe(count)
    return (await read()).map((line) => JSON.parse(line).fields)
  }
  return { ask, readFields }
}

const entry = (field: string, withheld: number | null) => [
  { field, subgraph: 'register', rule: OWNERS, allowed: true, withheld },
]

it('records a field that nothing but its owners protects, in one line for each request', async () => {
  const { ask, readFields } = await startAudited()
  await ask({ query: '{ hotels { rooms } }', caller: grand })
  await ask({ query: '{ hotels { mine: rooms ... { mine: rooms } again: rooms } }', caller: grand })
  await ask({ query: '{ lodgings { rooms } }' })
  await ask({ query: '{ hotels { id } }', caller: grand })
  expect(await readFields(3)).toEqual([
    entry('Hotel.rooms', 2),
    entry('Hotel.rooms', 4),
    entry('Lodging.rooms', 3),
  ])
})

it('records what is asked for under a condition that is null, which nobody answers', async () => {
  const { ask, readFields } = await startAudited()
  const query = 'query ($all: Boolean = true) { hotels { id rooms @include(if: $all) } }'
  expect(await ask({ query, variables: { all: null }, caller: grand })).toMatchObject({
    status: 200,
    data: { hotels: null },
  })
  expect(await readFields(1)).toEqual([entry('Hotel.rooms', 0)])
})

it('records as withheld nothing that a dry run shows', async () => {
  const { ask, readFields } = await startAudited({ ACCESS_MODE: 'report' })
  const { data } = await ask({ query: '{ hotels { rooms } }' })
  expect(data).toEqual({ hotels: [{ rooms: 120 }, { rooms: 120 }, { rooms: 120 }] })
  expect(await readFields(1)).toEqual([entry('Hotel.rooms', 0)])
})

it('records a request for which no answer was made', async () => {
  const { ask, readFields } = await startAudited({ ACCESS_MODE: 'reject' })
  expect((await ask({ query: '{ hotels { rooms rate } }', caller: grand })).status).toBe(403)
  expect(await readFields(1)).toEqual([
    [
      ...entry('Hotel.rooms', null),
      {
        field: 'Hotel.rate',
        subgraph: 'register',
        rule: '@requiresScopes(scopes: [["staff"]])',
        allowed: false,
      },
    ],
  ])
})
