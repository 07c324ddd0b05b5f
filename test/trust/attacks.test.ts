import { once } from 'node:events'
import { connect } from 'node:net'
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { denialCodeFor, startTrustingGateway, type Headers, type TrustingGateway } from './callers.ts'

let gateway: TrustingGateway
let staff: Headers
let developer: Headers
beforeAll(async () => {
  gateway = await startTrustingGateway()
  staff = await gateway.headersOf(['staff'])
  developer = await gateway.headersOf(['developer'])
})
afterAll(() => gateway.stop())

const PLATE = 'SAMPLE-001'
const BUS = '{ bus(id: "S0001") { id plate } }'
const SHOWN = { data: { bus: { id: 'S0001', plate: PLATE } } }

function denial(field: string, path: readonly (string | number)[], scopes: readonly string[] | null = null) {
  return { message: `You may not see ${field}.`, path, extensions: { code: denialCodeFor(scopes) } }
}

const DENIED = {
  data: { bus: { id: 'S0001', plate: null } },
  errors: [denial('Bus.plate', ['bus', 'plate'])],
}

describe('by the shape of the operation: nobody gets', () => {
  it.each([
    [
      'a secret through an interface, whose only implementation protects it',
      '{ establishment(id: "conrad") { id complaints { id } } }',
      { establishment: { id: 'conrad', complaints: null } },
      [denial('Hotel.complaints', ['establishment', 'complaints'])],
    ],
    [
      'a secret through a fragment on the interface inside a member',
      '{ hotel(id: "conrad") { ... on Establishment { complaints { id } } } }',
      { hotel: { complaints: null } },
      [denial('Hotel.complaints', ['hotel', 'complaints'])],
    ],
    [
      'a secret by another way through the graph',
      '{ place(lat: 22.18880, lng: 113.55465) { nearbyHotels(first: 1, withinMetres: 1500) { hotel { complaints { id } } } } }',
      { place: { nearbyHotels: [{ hotel: { complaints: null } }] } },
      [denial('Hotel.complaints', ['place', 'nearbyHotels', 0, 'hotel', 'complaints'])],
    ],
    [
      'a secret under another name',
      '{ bus(id: "S0001") { route: plate id: plate } }',
      { bus: { route: null, id: null } },
      [denial('Bus.plate', ['bus', 'route']), denial('Bus.plate', ['bus', 'id'])],
    ],
    [
      'a secret that is asked for twice in one place',
      '{ bus(id: "S0001") { plate ... { plate } ...F } } fragment F on Bus { plate }',
      { bus: { plate: null } },
      [denial('Bus.plate', ['bus', 'plate'])],
    ],
    [
      'what lies below a secret',
      '{ monument(id: "wh-01") { exactArtefactLocation { provenance { datasetTitle { en } } __typename } } }',
      { monument: { exactArtefactLocation: null } },
      [denial('Monument.exactArtefactLocation', ['monument', 'exactArtefactLocation'])],
    ],
    [
      'a secret in nested fragments',
      '{ bus(id: "S0001") { ...A } } fragment A on Bus { ...B } fragment B on Bus { ... on Bus { ... { plate } } }',
      { bus: { plate: null } },
      [denial('Bus.plate', ['bus', 'plate'])],
    ],
  ])('%s', async (_attack, query, data, errors) => {
    expect(await gateway.ask(query)).toEqual({ data, errors })
  })

  it('more of one member of a union than its own rules allow, nor less of another', async () => {
    const query = `query ($id: ID!) { attraction(id: $id) { heritage {
      ... on Monument { id survey: conditionSurvey { grade } }
      ... on Museum { id entries: visitorsDaily(last: 1) { visitors } } } } }`
    expect(await gateway.ask(query, { id: 'a-ma-temple' }, developer)).toEqual({
      data: { attraction: { heritage: { id: 'wh-01', survey: null } } },
      errors: [denial('Monument.conditionSurvey', ['attraction', 'heritage', 'survey'], ['developer'])],
    })
    expect(await gateway.ask(query, { id: 'grand-prix-museum' }, developer)).toEqual({
      data: { attraction: { heritage: { id: 'grand-prix', entries: [{ visitors: 391 }] } } },
    })
  })

  const CONDITIONAL = `query ($yes: Boolean!, $no: Boolean!) { bus(id: "S0001") {
    id a: plate @include(if: $yes) b: plate @skip(if: $no) c: plate @include(if: $no)
    ... @include(if: $yes) { d: plate } ... @skip(if: $yes) { e: plate } } }`
  it.each([
    ['asked for', { yes: true, no: false }, ['a', 'b', 'd']],
    ['not asked for', { yes: false, no: true }, ['c', 'e']],
  ])('a secret around which conditions stand, whichever way they turn: %s', async (_way, variables, keys) => {
    const values = (value: unknown) => Object.fromEntries(keys.map((key) => [key, value]))
    expect(await gateway.ask(CONDITIONAL, variables)).toEqual({
      data: { bus: { id: 'S0001', ...values(null) } },
      errors: keys.map((key) => denial('Bus.plate', ['bus', key])),
    })
    expect(await gateway.ask(CONDITIONAL, variables, staff)).toEqual({
      data: { bus: { id: 'S0001', ...values(PLATE) } },
    })
  })

  it('the gateway to work without end on fragments that are used again and again', async () => {
    const doubling = (depth: number) =>
      Array.from({ length: depth }, (_, n) => `fragment F${n} on Bus { ...F${n + 1} ...F${n + 1} }`).join(' ')
    const query = (depth: number) =>
      `{ bus(id: "S0001") { ...F0 } } ${doubling(depth)} fragment F${depth} on Bus { plate }`
    const begun = performance.now()
    expect(await gateway.ask(query(40))).toMatchObject({
      errors: [{ extensions: { code: 'OPERATION_TOO_COMPLEX' } }],
    })
    expect(performance.now() - begun).toBeLessThan(2_000)
    expect(await gateway.ask(query(8))).toEqual({
      data: { bus: { plate: null } },
      errors: [denial('Bus.plate', ['bus', 'plate'])],
    })
  })

  it('what the schema for clients does not have', async () => {
    for (const query of [
      '{ _service { sdl } }',
      '{ _entities(representations: [{ __typename: "Bus", id: "S0001" }]) { ... on Bus { plate } } }',
    ])
      expect(await gateway.ask(query, {}, staff)).toMatchObject({
        errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
      })
  })
})

describe('by the way of asking: nobody gets a secret', () => {
  const url = `/graphql?query=${encodeURIComponent(BUS)}`
  it.each([
    ['GET as a form', 'GET', url, { 'content-type': 'application/x-www-form-urlencoded' }, undefined],
    ['GET as text', 'GET', url, { 'content-type': 'text/plain' }, undefined],
    ['GET with two types', 'GET', url, { 'content-type': 'application/json, text/plain' }, undefined],
    ['POST as a form', 'POST', '/graphql', { 'content-type': 'multipart/form-data; boundary=x' }, BUS],
    ['POST as text', 'POST', '/graphql', { 'content-type': 'text/plain' }, JSON.stringify({ query: BUS })],
    ['POST as GraphQL', 'POST', '/graphql', { 'content-type': 'application/graphql' }, BUS],
    ['PUT', 'PUT', '/graphql', { 'content-type': 'application/json' }, JSON.stringify({ query: BUS })],
  ])('by %s', async (_way, method, path, headers, body) => {
    const anonymous = await gateway.send(path, { method, headers, ...(body ? { body } : {}) })
    expect(anonymous.status).toBeGreaterThanOrEqual(400)
    expect(anonymous.body).not.toContain(PLATE)
  })

  it('by GET with no type at all, which is answered', async () => {
    const anonymous = await gateway.send(url, { method: 'GET', headers: {} })
    expect(anonymous.status).toBe(200)
    expect(anonymous.body).toContain('UNAUTHENTICATED')
    expect(anonymous.body).not.toContain(PLATE)
  })

  it('by GET as JSON, which is answered like a POST', async () => {
    const get = async (headers: Headers) =>
      JSON.parse(
        (await gateway.send(url, { headers: { 'content-type': 'application/json', ...headers } })).body,
      )
    expect(await get({})).toEqual(DENIED)
    expect(await get(staff)).toEqual(SHOWN)
  })

  it('by several operations at once, of which one is allowed', async () => {
    const { status, body } = await gateway.send('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ query: '{ bus(id: "S0001") { id } }' }, { query: BUS }]),
    })
    expect(status).toBe(400)
    expect(body).not.toContain('"data"')
  })

  it('by a document with an allowed operation beside the one that is run', async () => {
    const query = 'query Open { bus(id: "S0001") { id } } query Shut { bus(id: "S0001") { id plate } }'
    const ask = async (operationName: string, headers: Headers) => {
      const { body } = await gateway.send('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, operationName }),
      })
      return JSON.parse(body)
    }
    expect(await ask('Open', {})).toEqual({ data: { bus: { id: 'S0001' } } })
    expect(await ask('Shut', staff)).toEqual(SHOWN)
    expect(await ask('Shut', {})).toEqual(DENIED)
  })

  it('by the hash of an operation that staff have registered', async () => {
    const query = 'query Registered { bus(id: "S0001") { id plate } }'
    const sha256Hash = createHash('sha256').update(query).digest('hex')
    const ask = async (body: object, headers: Headers) => {
      const answer = await gateway.send('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ ...body, extensions: { persistedQuery: { version: 1, sha256Hash } } }),
      })
      return JSON.parse(answer.body)
    }
    expect(await ask({ query }, staff)).toEqual(SHOWN)
    expect(await ask({}, {})).toEqual(DENIED)
    expect(await ask({}, staff)).toEqual(SHOWN)
  })
})

describe('by what is remembered: the answer of one caller never reaches another', () => {
  const uncached = (name: string) => `query ${name} { bus(id: "S0001") { id plate } }`

  it('when staff asked first', async () => {
    expect(await gateway.ask(uncached('StaffFirst'), {}, staff)).toEqual(SHOWN)
    expect(await gateway.ask(uncached('StaffFirst'))).toEqual(DENIED)
    expect(await gateway.ask(uncached('StaffFirst'), {}, developer)).toEqual(SHOWN)
  })

  it('when somebody without a token asked first', async () => {
    expect(await gateway.ask(uncached('AnonymousFirst'))).toEqual(DENIED)
    expect(await gateway.ask(uncached('AnonymousFirst'), {}, staff)).toEqual(SHOWN)
    expect(await gateway.ask(uncached('AnonymousFirst'))).toEqual(DENIED)
  })

  it('when all ask at the same time', async () => {
    const query = 'query AtOnce { bus(id: "S0001") { id plate driverRosterId passengerLoadRaw } }'
    const all = { id: 'S0001', plate: PLATE, driverRosterId: 'sample roster 01', passengerLoadRaw: 0 }
    const callers = await Promise.all(
      [
        { scopes: null, sees: [] },
        { scopes: ['developer'], sees: ['plate'] },
        { scopes: ['staff'], sees: ['plate', 'passengerLoadRaw'] },
        { scopes: ['bureau:dsat'], sees: ['driverRosterId'] },
        { scopes: ['staff', 'bureau:dsat'], sees: ['plate', 'driverRosterId', 'passengerLoadRaw'] },
      ].map(async ({ scopes, sees }) => ({ sees, headers: await gateway.headersOf(scopes) })),
    )
    const rounds = Array.from({ length: 40 }, (_, n) => callers.slice(n % 5).concat(callers.slice(0, n % 5)))
    await Promise.all(
      rounds.flat().map(async ({ sees, headers }) => {
        const { data } = await gateway.ask(query, {}, headers)
        const expected = Object.entries(all).map(([key, value]) => [
          key,
          key === 'id' || sees.some((seen) => seen === key) ? value : null,
        ])
        expect(data).toEqual({ bus: Object.fromEntries(expected) })
      }),
    )
  })
})

describe('by a token: somebody with', () => {
  /** Sends header lines as they are, which no HTTP client would. */
  async function sendRaw(lines: readonly string[]): Promise<string> {
    const { hostname, port } = new URL(gateway.url)
    const body = JSON.stringify({ query: BUS })
    const socket = connect(Number(port), hostname)
    socket.end(
      [
        'POST /graphql HTTP/1.1',
        'host: gateway',
        'content-type: application/json',
        'connection: close',
        `content-length: ${body.length}`,
        ...lines,
        '',
        body,
      ].join('\r\n'),
    )
    let answer = ''
    socket.setEncoding('utf8').on('data', (text: string) => {
      answer += text
    })
    await once(socket, 'close')
    return answer
  }

  it.each([
    [
      'two headers, the second good',
      (token: string) => ['authorization: Bearer nonsense', `authorization: ${token}`],
    ],
    [
      'two headers, the first good',
      (token: string) => [`authorization: ${token}`, 'Authorization: Bearer nonsense'],
    ],
    ['the same good header twice', (token: string) => [`authorization: ${token}`, `AUTHORIZATION: ${token}`]],
    ['two tokens in one header', (token: string) => [`authorization: ${token}, ${token}`]],
    ['an empty header beside a good one', (token: string) => [`authorization: ${token}`, 'authorization:']],
  ])('%s is refused', async (_attack, write) => {
    const answer = await sendRaw(write(staff['authorization'] ?? ''))
    expect(answer).toMatch(/^HTTP\/1\.1 401 /)
    expect(answer).toContain('www-authenticate: Bearer error="invalid_token"')
    expect(answer).toContain('"code":"UNAUTHENTICATED"')
    expect(answer).not.toContain('"data"')
  })

  it.each([
    ['a token in the address', `/graphql?access_token=TOKEN`, {}],
    ['a token in a cookie', '/graphql', { cookie: 'authorization=TOKEN; token=TOKEN' }],
    ['scopes of its own making', '/graphql', { 'x-scopes': 'staff', scope: 'staff', 'x-user': 'staff' }],
    ['the secret between gateway and subgraphs, guessed', '/graphql', { 'x-gateway-secret': 'a guess' }],
  ])('%s has none', async (_attack, path, headers) => {
    const token = (staff['authorization'] ?? '').slice('Bearer '.length)
    const put = (text: string) => text.replaceAll('TOKEN', token)
    const { body } = await gateway.send(put(path), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, put(value)])),
      },
      body: JSON.stringify({ query: BUS }),
    })
    expect(JSON.parse(body)).toEqual(DENIED)
  })
})
