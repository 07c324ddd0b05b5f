import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'

let open: TestGateway
let closed: TestGateway
beforeAll(async () => {
  open = await startTestGateway()
  closed = await startTestGateway({ INTROSPECTION: 'false' })
})
afterAll(async () => {
  await open.stop()
  await closed.stop()
})

describe('where INTROSPECTION is false', () => {
  it.each(['/schema.graphql', '/graph.json', '/access.json'])('%s is not there', async (path) => {
    expect((await open.send(path)).status).toBe(200)
    for (const method of ['GET', 'HEAD', 'POST'])
      expect((await closed.send(path, { method })).status).toBe(404)
    const { body } = await closed.send(path)
    expect(JSON.parse(body).errors[0]).toMatchObject({ extensions: { code: 'NOT_FOUND' } })
    expect(body).not.toMatch(/type Query/)
  })

  it.each(['{ __schema { types { name } } }', '{ __type(name: "Museum") { name } }'])(
    'the question %s is refused',
    async (query) => {
      expect((await open.ask(query)).errors).toBeUndefined()
      const { data, errors } = await closed.ask(query)
      expect(data).toBeUndefined()
      expect(errors?.[0]?.message).toMatch(/introspection/i)
    },
  )

  it.each<[string, string, Readonly<Record<string, unknown>>]>([
    ['a field', '{ musum(id: "mam") { id } }', {}],
    ['a field of a type', '{ museum(id: "mam") { identifier nam } }', {}],
    ['a type', '{ museum(id: "mam") { ... on Musem { id } } }', {}],
    ['an argument', '{ museums(frst: 1) { totalCount } }', {}],
    ['a value of an enum', '{ museums(orderBy: FEE_LOWES) { totalCount } }', {}],
    [
      'a value of an enum in a variable',
      'query ($order: MuseumOrder) { museums(orderBy: $order) { totalCount } }',
      { order: 'FEE_LOWES' },
    ],
    [
      'a field of an input in a variable',
      'query ($filter: MuseumFilter) { museums(filter: $filter) { totalCount } }',
      { filter: { openA: null } },
    ],
    ['a type of a variable', 'query ($order: MuseumOrdr) { museums(orderBy: $order) { totalCount } }', {}],
  ])('nobody is told what is called nearly as %s', async (_what, query, variables) => {
    const told = (await open.ask(query, variables)).errors?.map(({ message }) => message) ?? []
    const kept = (await closed.ask(query, variables)).errors?.map(({ message }) => message) ?? []
    expect(told.some((message) => message.includes('Did you mean'))).toBe(true)
    expect(kept).toHaveLength(told.length)
    expect(kept.join()).not.toContain('Did you mean')
    // All the rest of the message is there.
    expect(kept).toEqual(told.map((message) => message.replace(/ ?Did you mean .*/, '')))
  })
})
