import { createHash } from 'node:crypto'
import type { FormattedExecutionResult } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromRoot } from '../../kit/root.ts'
import { startTrustingGateway, type Headers, type TrustingGateway } from './callers.ts'

const VARIANTS_FILE = fromRoot('schema/variants.json')

/** Sends a body to one of the addresses for GraphQL. */
async function post(gateway: TrustingGateway, path: string, body: object, headers: Headers = {}) {
  const {
    status,
    body: text,
    headers: answered,
  } = await gateway.send(path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      ...headers,
    },
    body: JSON.stringify(body),
  })
  const result: FormattedExecutionResult = JSON.parse(text)
  return { status, text, result, cacheControl: String(answered['cache-control']) }
}

function persisted(query: string) {
  const sha256Hash = createHash('sha256').update(query).digest('hex')
  return { extensions: { persistedQuery: { version: 1, sha256Hash } } }
}

const LOAD = '{ bus(id: "S0001") { passengerLoadRaw } }'

describe('the variants of this graph', () => {
  let gateway: TrustingGateway
  let partner: Headers
  beforeAll(async () => {
    gateway = await startTrustingGateway({ VARIANTS_FILE })
    partner = await gateway.headersOf(['partner'])
  })
  afterAll(() => gateway.stop())

  it.each([
    ['plainly', LOAD, '"passengerLoadRaw" on type "Bus"'],
    ['by an alias', '{ bus(id: "S0001") { line: passengerLoadRaw } }', '"passengerLoadRaw" on type "Bus"'],
    [
      'by a fragment',
      'query { bus(id: "S0001") { ...Load } } fragment Load on Bus { passengerLoadRaw }',
      '"passengerLoadRaw" on type "Bus"',
    ],
    [
      'by a fragment on the interface of its type',
      '{ hospitals(first: 1) { nodes { ... on HealthFacility { ... on Hospital { bedOccupancy { ward } } } } } }',
      '"bedOccupancy" on type "Hospital"',
    ],
  ])('a field outside one is unknown there %s, whoever asks', async (_, query, named) => {
    for (const headers of [{}, partner]) {
      const { status, result } = await post(gateway, '/graphql/public', { query }, headers)
      expect(status).toBe(400)
      expect(result).toMatchObject({
        errors: [
          {
            message: expect.stringContaining(`Cannot query field ${named}`),
            extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
          },
        ],
      })
      expect((await post(gateway, '/graphql/partner', { query }, headers)).status).toBe(200)
    }
  })

  it.each([
    ['the fields of a type', '{ __type(name: "Bus") { fields { name } } }', 'passengerLoadRaw'],
    ['all types', '{ __schema { types { name fields { name type { name } } } } }', 'BedOccupancy'],
    ['a type by its name', '{ found: __type(name: "SecurityPlan") { kind } }', 'OBJECT'],
    ['a misspelt field', '{ bus(id: "S0001") { passengerLoadRa } }', 'passengerLoadRaw'],
    ['a misspelt type', '{ bus(id: "S0001") { ... on BedOccupanc { ward } } }', 'BedOccupancy'],
  ])('the schema of one does not tell of it to who asks for %s', async (_, query, name) => {
    const hidden = await post(gateway, '/graphql/public', { query }, partner)
    expect(hidden.text).not.toContain(name)
    expect((await post(gateway, '/graphql', { query })).text).toContain(name)
  })

  it('a document that was registered elsewhere is unknown by its hash, and its text is judged anew', async () => {
    const query = '{ bus(id: "S0001") { hidden: passengerLoadRaw } }'
    const registered = await post(gateway, '/graphql/partner', { query, ...persisted(query) }, partner)
    expect(registered.status).toBe(200)
    expect((await post(gateway, '/graphql/partner', persisted(query), partner)).status).toBe(200)
    const { result, text } = await post(gateway, '/graphql/public', persisted(query), partner)
    expect(result.errors).toEqual([
      { message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } },
    ])
    expect(text).not.toContain('passengerLoadRaw')
    expect(await post(gateway, '/graphql/public', { query, ...persisted(query) }, partner)).toMatchObject({
      result: { errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] },
    })
    const open = '{ bus(id: "S0001") { open: id } }'
    await post(gateway, '/graphql/partner', { query: open, ...persisted(open) })
    expect((await post(gateway, '/graphql/public', persisted(open))).result.data).toEqual({
      bus: { open: 'S0001' },
    })
  })

  it('rules hold in a variant as ever', async () => {
    expect((await post(gateway, '/graphql/partner', { query: LOAD })).result).toMatchObject({
      data: { bus: { passengerLoadRaw: null } },
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    })
    const { result, cacheControl } = await post(gateway, '/graphql/partner', { query: LOAD }, partner)
    expect(result.errors).toBeUndefined()
    expect(cacheControl).toMatch(/private|no-store/)
  })

  it('what was answered in one is not what is answered in another', async () => {
    const query = '{ bus(id: "S0001") { __typename id } __type(name: "Bus") { fields { name } } }'
    for (const [path, names] of [
      ['/graphql/partner', true],
      ['/graphql/public', false],
      ['/graphql', true],
      ['/graphql/public', false],
    ] as const) {
      const { text } = await post(gateway, path, { query })
      expect(text.includes('passengerLoadRaw')).toBe(names)
    }
  })

  it.each(['/schema.graphql', '/graph.json', '/access.json'])(
    '%s is of the variant that is named',
    async (path) => {
      const [whole, shown] = [await gateway.send(path), await gateway.send(`${path}?variant=public`)]
      expect([whole.status, shown.status]).toEqual([200, 200])
      expect(shown.headers.etag).not.toBe(whole.headers.etag)
      const tells = ({ body }: { readonly body: string }) => /passengerLoadRaw|SecurityPlan/.test(body)
      expect([tells(whole), tells(shown)]).toEqual([true, false])
      expect((await gateway.send(`${path}?variant=unknown`)).status).toBe(404)
    },
  )

  it.each(['/graphql/unknown', '/graphql/public/', '/graphql/__proto__', '/graphql/Public'])(
    '%s is no address',
    async (path) => {
      expect(await post(gateway, path, { query: '{ __typename }' })).toMatchObject({
        status: 404,
        result: { errors: [{ extensions: { code: 'NOT_FOUND' } }] },
      })
    },
  )
})

describe('where callers without a token know the public variant alone', () => {
  let gateway: TrustingGateway
  beforeAll(async () => {
    gateway = await startTrustingGateway({ VARIANTS_FILE, PUBLIC_VARIANT: 'true' })
  })
  afterAll(() => gateway.stop())

  it('they get no other variant, and it is in no cache that others share', async () => {
    const query = '{ bus(id: "S0001") { id } }'
    expect(await post(gateway, '/graphql/partner', { query })).toMatchObject({
      status: 401,
      result: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] },
    })
    expect((await gateway.send('/schema.graphql?variant=partner')).status).toBe(404)
    const asked = await post(gateway, '/graphql/partner', { query }, await gateway.headersOf([]))
    expect(asked.result.data).toEqual({ bus: { id: 'S0001' } })
    expect(asked.cacheControl).toMatch(/private|no-store/)
    expect((await post(gateway, '/graphql', { query: LOAD })).status).toBe(400)
  })
})
