import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { examples } from '../../kit/examples.ts'
import { startTestGateway, type TestGateway } from '../../kit/gateway.ts'
import { getByHash, hashOf, post, postByHash } from './byHash.ts'

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startTestGateway()
})
afterAll(() => gateway.stop())

const TWO = 'query A { museums(first: 1) { totalCount } } query B { hotels(first: 1) { totalCount } }'

describe('asked by its hash, an operation gets the answer that its text gets', () => {
  it.each(examples)('$name', async ({ text }) => {
    const hash = hashOf(text)
    const byText = await post(gateway, { query: text })
    await postByHash(gateway, { hash, query: text })
    for (const ask of [postByHash, getByHash])
      expect(await ask(gateway, { hash })).toMatchObject({ status: byText.status, body: byText.body })
  })

  it('and by its name too, where its document has several', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: hashOf(TWO) } }
    const ask = async (operationName: string) => {
      const { body } = await post(gateway, { query: TWO, operationName, extensions })
      expect((await post(gateway, { operationName, extensions })).body).toBe(body)
      return Object.keys(JSON.parse(body).data)
    }
    expect(await ask('A')).toEqual(['museums'])
    expect(await ask('B')).toEqual(['hotels'])
  })

  it.each([
    ['is no GraphQL', '{ museums {'],
    ['asks for an unknown field', '{ museums { colour } }'],
    ['lacks a variable', 'query ($first: Int!) { museums(first: $first) { totalCount } }'],
    [
      'asks for too much',
      `{ ${Array.from({ length: 70 }, (_, n) => `m${n}: museum(id: "mam") { id }`).join(' ')} }`,
    ],
    ['asks for a protected field', '{ buses(first: 2) { nodes { id plate } } }'],
  ])('and the same refusal where it %s', async (_what, text) => {
    const byText = await post(gateway, { query: text })
    for (const ask of [postByHash, getByHash])
      expect(await ask(gateway, { hash: hashOf(text), query: text })).toMatchObject({
        status: byText.status,
        body: byText.body,
      })
  })
})
