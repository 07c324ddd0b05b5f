import { writeFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { codeOf, getByHash, hashOf, post, postByHash } from './byHash.ts'
import { startSmallGateway, type SmallGateway } from './smallGateway.ts'

const MUSEUM = 'query Museum($id: ID!) { museum(id: $id) { id name } }'
const HASH = hashOf(MUSEUM)
const TYPED = { accept: 'application/graphql-response+json' }

let gateway: SmallGateway
beforeAll(async () => {
  gateway = await startSmallGateway()
  await getByHash(gateway, { hash: HASH, query: MUSEUM, variables: { id: 'known' } })
})
afterAll(() => gateway.stop())

describe('a GET by the hash of an operation', () => {
  it('is answered without its text once the text has come with it', async () => {
    const { status, body } = await getByHash(gateway, { hash: HASH, variables: { id: 'mam' } })
    expect(status).toBe(200)
    expect(JSON.parse(body)).toEqual({ data: { museum: { id: 'mam', name: 'Museum mam' } } })
  })

  it('says how long anybody may keep the answer, and how old it is', async () => {
    const { headers } = await getByHash(gateway, { hash: HASH, variables: { id: 'known' } })
    expect(headers['cache-control']).toMatch(/^public, max-age=3[2-6]\d\d$/)
    expect(Number(headers['age'])).toBeLessThan(30)
    expect(headers['vary']).toBe('Accept, X-Provenance')
  })

  it('is answered with 304 where the client has the answer, by its hash or by its text', async () => {
    const first = await getByHash(gateway, { hash: HASH, variables: { id: 'known' } })
    const tag = String(first.headers['etag'])
    const headers = { 'if-none-match': tag }
    const again = await getByHash(gateway, { hash: HASH, variables: { id: 'known' }, headers })
    expect(again).toMatchObject({ status: 304, body: '' })
    expect(again.headers).toMatchObject({ etag: tag, 'cache-control': first.headers['cache-control'] })
    const search = new URLSearchParams({ query: MUSEUM, variables: '{"id":"known"}' })
    const byText = await gateway.send(`/graphql?${search.toString()}`, {
      headers: { ...headers, 'apollo-require-preflight': 'true' },
    })
    expect(byText.status).toBe(304)
  })

  it.each([
    ['one way', {}],
    ['the other', TYPED],
  ])('and a POST by it get the same answer, asked %s', async (_way, headers) => {
    const question = { hash: HASH, variables: { id: 'same' }, headers }
    const [get, posted] = [await getByHash(gateway, question), await postByHash(gateway, question)]
    expect(posted).toMatchObject({ status: get.status, body: get.body })
    const text = await post(gateway, { query: MUSEUM, variables: { id: 'same' } }, headers)
    expect(text).toMatchObject({ status: get.status, body: get.body })
  })

  it('needs a header that no foreign page can send, as every GET does', async () => {
    const headers = { 'apollo-require-preflight': '', 'sec-fetch-site': 'cross-site' }
    const answer = await getByHash(gateway, { hash: HASH, variables: { id: 'known' }, headers })
    expect(answer.status).toBe(400)
  })
})

describe('a hash that nobody has made known', () => {
  it.each<[string, Readonly<Record<string, string>>, number]>([
    ['200 in JSON, since clients look for its code', {}, 200],
    ['400 in the type of GraphQL answers', TYPED, 400],
  ])('is told as such, %s', async (_what, headers, status) => {
    const question = { hash: hashOf('nobody has sent this'), headers }
    for (const ask of [getByHash, postByHash]) {
      const answer = await ask(gateway, question)
      expect(answer.status).toBe(status)
      expect(answer.headers['cache-control']).toBe('no-store')
      expect(answer.headers).not.toHaveProperty('etag')
      expect(JSON.parse(answer.body)).toEqual({
        errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
      })
    }
  })

  it("stays unknown when what came with it was another operation's text", async () => {
    const hash = hashOf('{ museums { id } }')
    const query = '{ museums { name } }'
    for (const ask of [getByHash, postByHash]) {
      const refused = await ask(gateway, { hash, query })
      expect([refused.status, codeOf(refused)]).toEqual([400, 'BAD_REQUEST'])
      expect(codeOf(await ask(gateway, { hash }))).toBe('PERSISTED_QUERY_NOT_FOUND')
      expect(codeOf(await ask(gateway, { hash: hashOf(query) }))).toBe('PERSISTED_QUERY_NOT_FOUND')
    }
  })

  it.each([
    ['is not valid', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['is not GraphQL', '{ museums {', 'GRAPHQL_PARSE_FAILED'],
    ['is too large', `{ ${'museums { id } '.repeat(50)} }`, 'OPERATION_TOO_COMPLEX'],
  ])('stays unknown when its text %s', async (_what, query, code) => {
    const hash = hashOf(query)
    expect(codeOf(await postByHash(gateway, { hash, query }))).toBe(code)
    expect(codeOf(await postByHash(gateway, { hash }))).toBe('PERSISTED_QUERY_NOT_FOUND')
  })

  it.each<[string, unknown]>([
    ['of another version', { version: 2, sha256Hash: HASH }],
    ['without a version', { sha256Hash: HASH }],
    ['that is too short', { version: 1, sha256Hash: 'abc' }],
    ['that is a number', { version: 1, sha256Hash: 7 }],
    ['that is only a text', HASH],
  ])('%s is a mistake of the client', async (_what, persistedQuery) => {
    const answer = await post(gateway, { variables: { id: 'a' }, extensions: { persistedQuery } })
    expect([answer.status, codeOf(answer)]).toEqual([400, 'BAD_REQUEST'])
  })
})

describe('a mutation by its hash', () => {
  const VISIT = 'mutation Visit { visit(id: "mam") { id } }'

  it('is refused by GET, known or not, and runs by POST', async () => {
    const hash = hashOf(VISIT)
    const calls = gateway.calls.length
    const refused = await getByHash(gateway, { hash, query: VISIT })
    expect([refused.status, refused.headers['allow']]).toEqual([405, 'POST'])
    expect(codeOf(await getByHash(gateway, { hash }))).toBe('PERSISTED_QUERY_NOT_FOUND')
    expect(gateway.calls).toHaveLength(calls)
    const posted = await postByHash(gateway, { hash, query: VISIT })
    expect(JSON.parse(posted.body)).toEqual({ data: { visit: { id: 'mam' } } })
    expect(posted.headers['cache-control']).toBe('no-store')
    const get = await getByHash(gateway, { hash })
    expect([get.status, get.headers['cache-control']]).toEqual([405, 'no-store'])
    expect(gateway.calls).toHaveLength(calls + 1)
  })
})

describe('what clients have made known', () => {
  let other: SmallGateway | undefined
  afterEach(async () => {
    await other?.stop()
    other = undefined
  })

  it('is bounded in bytes: what was not asked for longest goes first', async () => {
    other = await startSmallGateway({ PERSISTED_QUERIES_MB: '1', MAX_CHARACTERS: '500000' })
    const texts = ['a', 'b', 'c'].map((id) => `{ museum(id: "${id}") { id } } #${'x'.repeat(400_000)}`)
    for (const query of texts) {
      expect((await postByHash(other, { hash: hashOf(query), query })).status).toBe(200)
      await postByHash(other, { hash: hashOf(texts[0] ?? '') })
    }
    const codes = []
    for (const query of texts) codes.push(codeOf(await postByHash(other, { hash: hashOf(query) })))
    expect(codes).toEqual([undefined, 'PERSISTED_QUERY_NOT_FOUND', undefined])
  })

  it('outlives the supergraph under which it became known', async () => {
    other = await startSmallGateway()
    await postByHash(other, { hash: HASH, query: MUSEUM, variables: { id: 'a' } })
    await writeFile(other.supergraphFile, other.supergraph.replace('opens: String', 'opens: String!'))
    await expect
      .poll(() => other?.logged.map(({ msg }) => msg), { timeout: 10_000 })
      .toContain('supergraph swapped')
    const { body } = await postByHash(other, { hash: HASH, variables: { id: 'a' } })
    expect(JSON.parse(body)).toEqual({ data: { museum: { id: 'a', name: 'Museum a' } } })
  }, 15_000)
})
