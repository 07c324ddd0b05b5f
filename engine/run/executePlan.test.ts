import { parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { GatewayError } from '../../gateway/errors.ts'
import { createLocalTransport } from '../../gateway/subgraphs/localTransport.ts'
import { formatError } from '../../test/kit/federation/engine.ts'
import { compose } from '../../test/kit/federation/federation.ts'
import { defineSubgraph, failWith, findBy } from '../../test/kit/federation/subgraph.ts'
import { NO_CONTEXT } from '../../test/kit/fetchArguments.ts'
import { createEngine } from '../engine.ts'
import { buildPlanner } from '../plan/apolloPlanner.ts'
import type { FetchRecord, SubgraphRequest, SubgraphResponse } from './subgraphFetcher.ts'

const books = [
  { id: 'b1', title: 'Tea', author: { id: 'a1' } },
  { id: 'b2', title: 'Salt', author: { id: 'a1' } },
  { id: 'b3', title: 'Fog', author: { id: 'a2' } },
]

const library = defineSubgraph(
  'library',
  /* GraphQL */ `
    type Query {
      books: [Book!]!
      book(id: ID!): Book
    }
    type Mutation {
      lend(id: ID!): Book
    }
    type Book @key(fields: "id") {
      id: ID!
      title: String
      author: Author
    }
    type Author @key(fields: "id") {
      id: ID!
      books: [Book!]
    }
  `,
  {
    Query: { books: () => books, book: (_: unknown, { id }: { id: string }) => findBy(books)({ id }) },
    Mutation: { lend: (_: unknown, { id }: { id: string }) => findBy(books)({ id }) },
    Author: { books: ({ id }: { id: string }) => books.filter(({ author }) => author.id === id) },
  },
)

const people = defineSubgraph(
  'people',
  /* GraphQL */ `
    type Query {
      librarian: Author
    }
    type Author @key(fields: "id") {
      id: ID!
      name: String
      born: Int
    }
  `,
  {
    Query: { librarian: () => ({ id: 'a9' }) },
    Author: { name: ({ id }: { id: string }) => `Author ${id}`, born: failWith('No year is known.') },
  },
)

const stock = defineSubgraph(
  'stock',
  /* GraphQL */ `
    type Book @key(fields: "id") {
      id: ID!
      copies: Int
    }
  `,
  { Book: { copies: ({ id }: { id: string }) => id.length } },
)

const supergraph = compose([library, people, stock])
const planner = buildPlanner(supergraph)
const transports = new Map(
  [library, people, stock].map(({ name, schema }) => [
    name,
    createLocalTransport({ name, schema, createContext: () => ({}) }),
  ]),
)

describe('entities', () => {
  it('are asked about once each, wherever they stand', async () => {
    const { data, requests } = await ask('{ books { author { name } } librarian { name } }')
    expect(data).toEqual({
      books: ['a1', 'a1', 'a2'].map((id) => ({ author: { name: `Author ${id}` } })),
      librarian: { name: 'Author a9' },
    })
    expect(namesOf(requests)).toEqual(['library', 'people'])
    expect(requests[1]?.entities).toBe(2)
  })

  it('of several places travel in one request', async () => {
    const { requests } = await ask(
      '{ books { copies author { books { copies } } } book(id: "b3") { copies } }',
    )
    expect(namesOf(requests)).toEqual(['library', 'stock'])
    expect(requests[1]?.entities).toBe(3)
  })

  it('are not asked about when there are none', async () => {
    const { data, requests } = await ask('{ book(id: "none") { copies author { name } } }')
    expect(data).toEqual({ book: null })
    expect(namesOf(requests)).toEqual(['library'])
  })
})

describe('what goes wrong in one subgraph', () => {
  it('costs its own fields only, each told of where it stands', async () => {
    const { data, errors } = await ask('{ book(id: "b1") { title n: copies author { name } } }', {
      call: (request) => (request.subgraph === 'stock' ? Promise.reject(down) : callLocally(request)),
    })
    expect(data).toEqual({ book: { title: 'Tea', n: null, author: { name: 'Author a1' } } })
    const extensions = { code: 'SUBGRAPH_UNREACHABLE', subgraph: 'stock' }
    expect(errors).toEqual([{ message: 'down', path: ['book', 'n'], extensions }])
  })

  it('is told at the place that the client named', async () => {
    const { data, errors } = await ask('{ all: books { by: author { year: born } } }')
    expect(data).toEqual({ all: books.map(() => ({ by: { year: null } })) })
    expect(errors.map(({ path }) => path)).toEqual([0, 1, 2].map((index) => ['all', index, 'by', 'year']))
  })

  it.each([
    ['at its path', { path: ['book', 'title'] }, ['book', 'title']],
    ['nowhere, of a call without data', {}, ['book']],
  ])('is told with the extensions that the fetcher left: %s', async (_, more, path) => {
    const extensions = { code: 'SOLD_OUT', until: '2026-07-01' }
    const errors = [{ message: 'no', extensions, ...more }]
    const call = async () => ({ data: 'path' in more ? { book: { title: null } } : null, errors, bytes: 0 })
    const told = [{ message: 'no', path, extensions: { ...extensions, subgraph: 'library' } }]
    expect((await ask('{ book(id: "b1") { title } }', { call })).errors).toEqual(told)
  })

  it('is a fault of ours when it is no failure of a subgraph', async () => {
    const call = () => Promise.reject(new TypeError('a bug'))
    await expect(ask('{ books { id } }', { call })).rejects.toThrow('a bug')
  })
})

it('asks nothing of anybody for what it knows itself', async () => {
  const { data, requests } = await ask('{ __typename __type(name: "Book") { name } }')
  expect(data).toEqual({ __typename: 'Query', __type: { name: 'Book' } })
  expect(requests).toEqual([])
})

it('runs the root fields of a mutation one after the other, each to its end', async () => {
  const { requests } = await ask('mutation { a: lend(id: "b1") { copies } b: lend(id: "b2") { copies } }')
  expect(requests.map(({ operation }) => operation)).toEqual(['mutation', 'query'])
})

it('starts nothing more when the request has ended', async () => {
  const given = new AbortController()
  const { requests, errors } = await ask('{ books { copies } }', {
    signal: given.signal,
    call: async (request) => {
      if (request.signal.aborted) throw new GatewayError('DEADLINE_EXCEEDED', 'too late')
      const answer = await callLocally(request)
      given.abort()
      return answer
    },
  })
  expect(namesOf(requests)).toEqual(['library', 'stock'])
  expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(books.map(() => 'DEADLINE_EXCEEDED'))
})

it('records each call as it went', async () => {
  const records: FetchRecord<SubgraphResponse>[] = []
  await ask('{ books { copies author { name } } }', { onFetch: (record) => void records.push(record) })
  expect(records.map(({ subgraph, entities, errorCode }) => ({ subgraph, entities, errorCode }))).toEqual([
    { subgraph: 'library', entities: 0, errorCode: undefined },
    { subgraph: 'stock', entities: 3, errorCode: undefined },
    { subgraph: 'people', entities: 2, errorCode: undefined },
  ])
  for (const { start, end } of records) expect(end).toBeGreaterThanOrEqual(start)
})

it('refuses an operation that needs more fetches than are allowed', () => {
  const engine = createEngine({ supergraph, planner, memoryBytes: 0, maxFetches: 2, fetch: callLocally })
  const operation = engine.prepare(parse('{ books { copies author { name } } }'))
  expect(() => operation.plan()).toThrow('needs 3 fetches from subgraphs; at most 2')
})

const down = new GatewayError('SUBGRAPH_UNREACHABLE', 'down')

function callLocally(request: SubgraphRequest): Promise<SubgraphResponse> {
  return (
    transports.get(request.subgraph)?.(request, NO_CONTEXT) ??
    Promise.reject(new Error(`no subgraph ${request.subgraph}`))
  )
}

function namesOf(requests: readonly SubgraphRequest[]): readonly string[] {
  return requests.map(({ subgraph }) => subgraph)
}

interface Difference {
  readonly call?: typeof callLocally
  readonly signal?: AbortSignal
  readonly onFetch?: (record: FetchRecord<SubgraphResponse>) => void
}

async function ask(query: string, difference: Difference = {}) {
  const { call = callLocally, signal = new AbortController().signal, onFetch } = difference
  const requests: SubgraphRequest[] = []
  const fetch = (request: SubgraphRequest) => {
    requests.push(request)
    return call(request)
  }
  const engine = createEngine({ supergraph, planner, memoryBytes: 0, fetch })
  const plan = await engine.prepare(parse(query)).plan()
  const result = await plan.run({ variables: {}, signal, context: undefined, onFetch })
  return { data: JSON.parse(result.data), errors: result.errors.map(formatError), requests }
}
