import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startTestGateway()
})
afterAll(() => gateway.stop())

/** Names that every plain object answers to without having them. */
const INHERITED = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf']

it.each(INHERITED)('answers under the alias %s, the second time from what is kept too', async (name) => {
  const query = `{ ${name}: museum(id: "mam") { ${name}: name { ${name}: pt } } }`
  const expected = `{"data":{"${name}":{"${name}":{"${name}":"Museu de Arte de Macau"}}}}`
  for (const time of ['first', 'second']) {
    const answer = await gateway.send('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    })
    expect(answer.body, time).toBe(expected)
  }
})

it.each(INHERITED)("keeps one bureau's answer under the alias %s for another question", async (name) => {
  const museum = `${name}: museum(id: "mam") { name { en } }`
  await gateway.ask(`{ ${museum} }`)
  const { data } = await gateway.ask(`{ ${museum} hotel(id: "nowhere") { id } }`)
  expect(Object.entries(data ?? {})).toEqual([
    [name, { name: { en: 'Macao Museum of Art' } }],
    ['hotel', null],
  ])
})

it.each(INHERITED)('reads a variable named %s', async (name) => {
  const answer = await gateway.send('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: `{"query":"query ($${name}: ID!) { museum(id: $${name}) { name { pt } } }","variables":{"${name}":"mam"}}`,
  })
  expect(JSON.parse(answer.body)).toEqual({ data: { museum: { name: { pt: 'Museu de Arte de Macau' } } } })
})

it.each(INHERITED)('has no operation, saved query, page or tag named %s', async (name) => {
  const byName = await gateway.send('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: 'query A { __typename } query B { __typename }', operationName: name }),
  })
  expect(JSON.parse(byName.body)).toMatchObject({
    errors: [{ extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }],
  })
  for (const path of [`/q/${name}.json`, `/${name}`, `/assets/${name}`])
    expect((await gateway.send(path, {})).status).toBe(404)
})
