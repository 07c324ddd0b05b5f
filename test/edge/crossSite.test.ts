import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestGateway } from '../kit/gateway.ts'
import { hashOf } from '../cache/documents/byHash.ts'
import { startSmallGateway, type SmallGateway } from '../cache/documents/smallGateway.ts'

type Headers = Readonly<Record<string, string>>

let gateway: SmallGateway
beforeAll(async () => {
  gateway = await startSmallGateway({ CORS_ORIGINS: 'https://app.example' })
})
afterAll(() => gateway.stop())

let asked = 0

/** Of a museum that nobody has asked for, so that its subgraph is asked if the query is let in. */
function get(headers: Headers) {
  asked += 1
  const query = `{ museum(id: "m${asked}") { id } }`
  return gateway.send(`/graphql?${new URLSearchParams({ query }).toString()}`, { headers })
}

const EVIL: Headers = { origin: 'https://evil.example' }
const CROSS_SITE: Headers = { 'sec-fetch-site': 'cross-site' }
const COOKIE: Headers = { cookie: 'session=1' }

/** What a browser sends for a foreign page that does not ask with a preflight. */
const ATTACKS: readonly (readonly [string, Headers])[] = [
  [
    'an image with its user’s cookie',
    { ...CROSS_SITE, ...COOKIE, 'sec-fetch-dest': 'image', accept: 'image/*' },
  ],
  ['an image without any', { ...CROSS_SITE, 'sec-fetch-dest': 'image' }],
  ['a fetch', { ...CROSS_SITE, ...EVIL, 'sec-fetch-mode': 'cors' }],
  ['a fetch with its user’s cookie', { ...CROSS_SITE, ...EVIL, ...COOKIE, 'sec-fetch-mode': 'cors' }],
  ['a form', { ...CROSS_SITE, ...COOKIE, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }],
  ['a page of a sister site', { 'sec-fetch-site': 'same-site', origin: 'https://sister.example' }],
  ['a sandboxed frame', { ...CROSS_SITE, origin: 'null' }],
  ['an image in a browser of 2020, with its user’s cookie', COOKIE],
  ['an allowed page, with its user’s cookie', { ...CROSS_SITE, ...COOKIE, origin: 'https://app.example' }],
  [
    'an origin that begins like an allowed one',
    { ...CROSS_SITE, origin: 'https://app.example.evil.example' },
  ],
  ['several sites', { 'sec-fetch-site': 'cross-site, same-origin' }],
]

describe('a foreign page that makes a browser ask by GET', () => {
  it.each(ATTACKS)('is refused: %s', async (_what, headers) => {
    const calls = gateway.calls.length
    const { status, body } = await get(headers)
    expect(status).toBe(400)
    expect(JSON.parse(body)).toMatchObject({ errors: [{ message: expect.stringContaining('CSRF') }] })
    expect(gateway.calls).toHaveLength(calls)
  })

  it.each(ATTACKS)('is refused by a hash too: %s', async (_what, headers) => {
    const query = '{ museum(id: "known") { id } }'
    const extensions = JSON.stringify({ persistedQuery: { version: 1, sha256Hash: hashOf(query) } })
    await gateway.send(`/graphql?${new URLSearchParams({ query, extensions }).toString()}`)
    const { status } = await gateway.send(`/graphql?${new URLSearchParams({ extensions }).toString()}`, {
      headers,
    })
    expect(status).toBe(400)
  })

  it('and cannot get past by HEAD, nor by a form that posts', async () => {
    const path = `/graphql?${new URLSearchParams({ query: '{ museums { id } }' }).toString()}`
    expect((await gateway.send(path, { method: 'HEAD', headers: CROSS_SITE })).status).toBe(400)
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=a'])
      expect(
        (
          await gateway.send('/graphql', {
            method: 'POST',
            headers: { ...CROSS_SITE, 'content-type': type },
            body: '{"query":"{ museums { id } }"}',
          })
        ).status,
      ).toBe(415)
  })
})

describe('a GET that no foreign page can have caused in its user’s name', () => {
  it.each<[string, Headers]>([
    ['of a program', {}],
    ['of one’s own page', { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' }],
    ['of the address bar', { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' }],
    ['of an allowed page', { ...CROSS_SITE, origin: 'https://app.example' }],
    ['of a page of 2020, without a cookie', EVIL],
    [
      'with a header that needs a preflight',
      { ...CROSS_SITE, ...EVIL, ...COOKIE, 'apollo-require-preflight': '1' },
    ],
    ['of one’s own page, with a cookie and that header', { ...COOKIE, 'x-apollo-operation-name': 'A' }],
  ])('is answered: %s', async (_what, headers) => {
    const { status, body } = await get(headers)
    expect(status).toBe(200)
    expect(JSON.parse(body)).toEqual({ data: { museum: { id: `m${asked}` } } })
  })

  it('with a token needs that header as before', async () => {
    const whole = await startTestGateway()
    try {
      const { body } = await whole.send('/development/token', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"tier":"staff"}',
      })
      const { token }: { token: string } = JSON.parse(body)
      const headers = { authorization: `Bearer ${token}` }
      const ask = (more: Headers) =>
        whole.send('/graphql?query=%7B__typename%7D', { headers: { ...headers, ...more } })
      expect((await ask({})).status).toBe(400)
      expect((await ask({ 'apollo-require-preflight': '1' })).status).toBe(200)
    } finally {
      await whole.stop()
    }
  })
})
