import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { codeOf, getByHash, hashOf, post, postByHash } from './byHash.ts'
import { startSmallGateway, type SmallGateway } from './smallGateway.ts'

const MUSEUM = 'query Museum($id: ID!) { museum(id: $id) { id name } }'
const VISIT = 'mutation Visit($id: ID!) { visit(id: $id) { id } }'
const OTHER = '{ museums { id } }'
const LOWER = 'query museum { museum(id: "mam") { id } }'
const SAVED = 'query Saved { museums { id name } }'

const ANSWER = { data: { museum: { id: 'mam', name: 'Museum mam' } } }
const variables = { id: 'mam' }

/** As `@apollo/generate-persisted-query-manifest` writes it. */
const APOLLO_MANIFEST = JSON.stringify({
  format: 'apollo-persisted-query-manifest',
  version: 1,
  operations: [
    { id: hashOf(MUSEUM), name: 'Museum', type: 'query', body: MUSEUM },
    { id: hashOf(VISIT), name: 'Visit', type: 'mutation', body: VISIT },
  ],
})

/** As code generators write it. */
const PLAIN_MANIFEST = JSON.stringify({ [hashOf(MUSEUM)]: MUSEUM, [hashOf(VISIT)]: VISIT })

describe.each([
  ["Apollo's manifest", APOLLO_MANIFEST],
  ['a map of texts by their hashes', PLAIN_MANIFEST],
])('with %s', (_form, manifest) => {
  describe.each(['also', 'only'])('that is trusted: %s', (mode) => {
    let gateway: SmallGateway
    beforeAll(async () => {
      gateway = await startTrusting(manifest, mode)
    })
    afterAll(() => gateway.stop())

    it.each([
      ['GET', getByHash],
      ['POST', postByHash],
    ])(
      'an operation on the list is answered by its hash to a %s, the first that is asked',
      async (_how, ask) => {
        const { status, body } = await ask(gateway, { hash: hashOf(MUSEUM), variables })
        expect([status, JSON.parse(body)]).toEqual([200, ANSWER])
      },
    )

    it('one on the list is answered by its text too, with or without the hash', async () => {
      const texts = await Promise.all([
        post(gateway, { query: MUSEUM, variables }),
        postByHash(gateway, { hash: hashOf(MUSEUM), query: MUSEUM, variables }),
        getByHash(gateway, { hash: hashOf(MUSEUM), query: MUSEUM, variables }),
      ])
      for (const { body } of texts) expect(JSON.parse(body)).toEqual(ANSWER)
    })

    it('a mutation on it runs by POST and never by GET', async () => {
      const question = { hash: hashOf(VISIT), variables }
      expect((await getByHash(gateway, question)).status).toBe(405)
      expect(JSON.parse((await postByHash(gateway, question)).body)).toEqual({
        data: { visit: { id: 'mam' } },
      })
    })

    it('variables are checked as ever', async () => {
      expect(codeOf(await postByHash(gateway, { hash: hashOf(MUSEUM) }))).toBe('BAD_USER_INPUT')
    })
  })
})

describe('where only listed operations are answered', () => {
  let gateway: SmallGateway
  beforeAll(async () => {
    gateway = await startTrusting(APOLLO_MANIFEST, 'only', { 'queries/saved.graphql': SAVED })
  })
  afterAll(() => gateway.stop())

  const search = (parameters: Readonly<Record<string, string>>) =>
    `/graphql?${new URLSearchParams(parameters).toString()}`
  const get = (path: string) => gateway.send(path, { headers: { 'apollo-require-preflight': 'true' } })

  it.each<[string, () => ReturnType<typeof post>]>([
    ['by its text', () => post(gateway, { query: OTHER })],
    ['by its text in a GET', () => get(search({ query: OTHER }))],
    ['by its hash', () => postByHash(gateway, { hash: hashOf(OTHER) })],
    ['by its hash in a GET', () => getByHash(gateway, { hash: hashOf(OTHER) })],
    ['by both', () => postByHash(gateway, { hash: hashOf(OTHER), query: OTHER })],
    ['by both in a GET', () => getByHash(gateway, { hash: hashOf(OTHER), query: OTHER })],
    ['that only begins like one on it', () => post(gateway, { query: `${MUSEUM} ${OTHER}` })],
    ['that differs by a blank', () => post(gateway, { query: `${MUSEUM} `, variables })],
    ['that is no GraphQL', () => post(gateway, { query: '{ museums {' })],
    ['that asks for the schema', () => post(gateway, { query: '{ __schema { types { name } } }' })],
  ])('another one is refused: %s', async (_what, ask) => {
    const calls = gateway.calls.length
    const answer = await ask()
    expect([answer.status, answer.headers['cache-control'], codeOf(answer)]).toEqual([
      403,
      'no-store',
      'DOCUMENT_NOT_TRUSTED',
    ])
    expect(gateway.calls).toHaveLength(calls)
  })

  it.each<[string, () => ReturnType<typeof post>]>([
    ['two texts in a GET', () => get(`${search({ query: MUSEUM })}&query=${encodeURIComponent(OTHER)}`)],
    ['a text in an array', () => post(gateway, { query: [OTHER] })],
    ['a document that is parsed already', () => post(gateway, { query: { kind: 'Document' } })],
    ['extensions that are text', () => post(gateway, { query: OTHER, extensions: '{}' })],
    ['extensions that are text, in a GET', () => get(search({ query: OTHER, extensions: '7' }))],
    ['two extensions in a GET', () => get(`${search({ query: OTHER, extensions: '{}' })}&extensions={}`)],
    ['a list of requests', () => post(gateway, [{ query: OTHER }])],
    ['nothing', () => post(gateway, { variables })],
    ['an empty text', () => post(gateway, { query: '' })],
    [
      'a hash of a listed one with another text',
      () => postByHash(gateway, { hash: hashOf(MUSEUM), query: OTHER }),
    ],
  ])('no odd way of asking leads past the list: %s', async (_what, ask) => {
    const calls = gateway.calls.length
    const answer = await ask()
    expect(answer.status).toBe(400)
    expect(JSON.parse(answer.body)).not.toHaveProperty('data')
    expect(gateway.calls).toHaveLength(calls)
  })

  it('a text in the address of a POST counts for nothing', async () => {
    const body = JSON.stringify({ query: MUSEUM, variables })
    const headers = { 'content-type': 'application/json' }
    const answer = await gateway.send(search({ query: OTHER }), { method: 'POST', headers, body })
    expect(JSON.parse(answer.body)).toEqual(ANSWER)
  })

  it('saved queries go on to answer, for who runs the gateway wrote them too', async () => {
    const { status, body } = await gateway.send('/q/saved.csv')
    expect(status).toBe(200)
    expect(body).toContain('a,Museum a')
    expect((await post(gateway, { query: SAVED })).status).toBe(403)
  })
})

describe('where listed operations are answered too', () => {
  let gateway: SmallGateway
  beforeAll(async () => {
    gateway = await startTrusting(APOLLO_MANIFEST, 'also')
  })
  afterAll(() => gateway.stop())

  it('others are as well, and clients make them known as ever', async () => {
    expect(JSON.parse((await post(gateway, { query: OTHER })).body)).toEqual({
      data: { museums: [{ id: 'a' }] },
    })
    expect(codeOf(await postByHash(gateway, { hash: hashOf(OTHER) }))).toBe('PERSISTED_QUERY_NOT_FOUND')
    await postByHash(gateway, { hash: hashOf(OTHER), query: OTHER })
    expect((await postByHash(gateway, { hash: hashOf(OTHER) })).status).toBe(200)
  })
})

describe('a list that cannot be used keeps the gateway from starting', () => {
  const listOf = (...operations: readonly object[]) =>
    JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations })
  const listed = { id: hashOf(MUSEUM), name: 'Museum', type: 'query', body: MUSEUM }
  const broken = 'query Broken { museum(id: "a") { colour } }'

  it.each([
    [
      "a hash that is not its text's",
      listOf({ ...listed, id: hashOf(OTHER) }),
      `TRUSTED_DOCUMENTS_FILE: Museum: expected the SHA-256 of its text, ${hashOf(MUSEUM)}; got ${hashOf(OTHER)}.`,
    ],
    [
      'a hash that is none',
      JSON.stringify({ abc: MUSEUM }),
      'TRUSTED_DOCUMENTS_FILE: abc: expected the SHA-256 of its text in hexadecimal digits; got "abc".',
    ],
    [
      'an operation that the graph does not answer',
      listOf({ id: hashOf(broken), name: 'Broken', type: 'query', body: broken }),
      'TRUSTED_DOCUMENTS_FILE: Broken: Cannot query field "colour" on type "Museum".',
    ],
    [
      'a text that is no GraphQL',
      listOf({ id: hashOf('{ museums {'), name: 'Half', type: 'query', body: '{ museums {' }),
      'TRUSTED_DOCUMENTS_FILE: Half: Syntax Error: Expected Name, found <EOF>.',
    ],
    [
      'another operation than it says',
      listOf({ ...listed, name: 'Museums' }),
      'TRUSTED_DOCUMENTS_FILE: Museums: expected query Museums; got query Museum.',
    ],
    [
      'no operation at all',
      JSON.stringify({ [hashOf('type A { b: Int }')]: 'type A { b: Int }' }),
      'The "A" definition is not executable.',
    ],
    ['something that is no JSON', '{', 'TRUSTED_DOCUMENTS_FILE: expected JSON; got'],
    [
      'a mutation that is marked as a tool',
      listOf({ id: hashOf(VISIT), name: 'Visit', type: 'mutation', body: VISIT, tool: 'Visit one.' }),
      'TRUSTED_DOCUMENTS_FILE: Visit: tool: expected one query; got mutation.',
    ],
    [
      'two tools of one name',
      listOf(
        { ...listed, tool: 'One museum.' },
        { id: hashOf(LOWER), name: 'museum', type: 'query', body: LOWER, tool: 'One too.' },
      ),
      'TRUSTED_DOCUMENTS_FILE: tool: expected each name once; got museum twice.',
    ],
    ['a tool without words', listOf({ ...listed, tool: ' ' }), 'at operations.0.tool:'],
    ['another version of the format', APOLLO_MANIFEST.replace('"version":1', '"version":2'), 'at version:'],
    ['no texts', '{"a":1}', 'at a:'],
  ])('with %s', async (_what, manifest, message) => {
    await expect(startTrusting(manifest, 'also')).rejects.toThrow(message)
  })

  it('when there is none', async () => {
    await expect(startSmallGateway({ TRUSTED_DOCUMENTS: 'only' })).rejects.toThrow(
      'TRUSTED_DOCUMENTS: expected "only" and "report" together with TRUSTED_DOCUMENTS_FILE',
    )
    await expect(startSmallGateway({ TRUSTED_DOCUMENTS_FILE: '/nowhere/list.json' })).rejects.toThrow(
      'TRUSTED_DOCUMENTS_FILE: ENOENT',
    )
  })
})

describe('a list that changes while the gateway runs', () => {
  let gateway: SmallGateway | undefined
  afterEach(async () => {
    await gateway?.stop()
  })

  async function untilLogged(message: string): Promise<void> {
    await expect.poll(() => gateway?.logged.map(({ msg }) => msg), { timeout: 10_000 }).toContain(message)
  }

  it('is swapped whole, and a faulty one is not', async () => {
    const running = (gateway = await startTrusting(PLAIN_MANIFEST, 'only'))
    expect((await post(running, { query: MUSEUM, variables })).status).toBe(200)
    await write(running, '{"broken":"{ museums { id } }"}')
    await untilLogged('trusted documents not usable; the list before stays')
    expect((await post(running, { query: MUSEUM, variables })).status).toBe(200)
    await write(running, JSON.stringify({ [hashOf(OTHER)]: OTHER }))
    await untilLogged('trusted documents swapped')
    expect((await post(running, { query: MUSEUM, variables })).status).toBe(403)
    expect((await postByHash(running, { hash: hashOf(MUSEUM), variables })).status).toBe(403)
    expect((await postByHash(running, { hash: hashOf(OTHER) })).status).toBe(200)
  }, 20_000)

  it('is compared with a new supergraph, and what no longer fits is named', async () => {
    const running = (gateway = await startTrusting(PLAIN_MANIFEST, 'only'))
    await writeFile(
      running.supergraphFile,
      running.supergraph.replace(/^  name: String$/m, '  title: String'),
    )
    await untilLogged('trusted documents do not fit the new supergraph')
    const fault = running.logged.find(({ faults }) => faults !== undefined)
    expect(fault?.['faults']).toEqual([`${hashOf(MUSEUM)}: Cannot query field "name" on type "Museum".`])
    expect(codeOf(await postByHash(running, { hash: hashOf(MUSEUM), variables }))).toBe(
      'GRAPHQL_VALIDATION_FAILED',
    )
  }, 20_000)
})

function startTrusting(
  manifest: string,
  mode: string,
  files: Readonly<Record<string, string>> = {},
): Promise<SmallGateway> {
  return startSmallGateway(
    (folder) => ({ TRUSTED_DOCUMENTS_FILE: join(folder, 'trusted.json'), TRUSTED_DOCUMENTS: mode }),
    { 'trusted.json': manifest, ...files },
  )
}

/** In one step, as a careful tool does: nobody reads half a list. */
async function write({ folder }: SmallGateway, manifest: string): Promise<void> {
  await writeFile(join(folder, 'next.json'), manifest)
  await rename(join(folder, 'next.json'), join(folder, 'trusted.json'))
}
