import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf, hashOf, post, postByHash } from '../cache/documents/byHash.ts'
import { startSmallGateway, type SmallGateway } from '../cache/documents/smallGateway.ts'

const MUSEUM = 'query Museum($id: ID!) { museum(id: $id) { id name } }'
const OTHER = '{ museums { id } }'
const HASH = hashOf(MUSEUM)
const variables = { id: 'mam' }
const ANSWER = { data: { museum: { id: 'mam', name: 'Museum mam' } } }

/** As codegen's client preset 6 writes it, and as Apollo's tool does with such hashes. */
const MANIFESTS: readonly (readonly [string, string])[] = [
  ['a map of texts', JSON.stringify({ [`sha256:${HASH}`]: MUSEUM })],
  [
    "Apollo's form",
    JSON.stringify({
      format: 'apollo-persisted-query-manifest',
      version: 1,
      operations: [{ id: `sha256:${HASH}`, name: 'Museum', type: 'query', body: MUSEUM }],
    }),
  ],
]

function start(mode: string, manifest: string, more: Record<string, string> = {}): Promise<SmallGateway> {
  return startSmallGateway(
    (folder) => ({
      TRUSTED_DOCUMENTS_FILE: join(folder, 'trusted.json'),
      TRUSTED_DOCUMENTS: mode,
      ...more,
    }),
    { 'trusted.json': manifest },
  )
}

function getById(gateway: SmallGateway, parameters: Readonly<Record<string, string>>) {
  return gateway.send(`/graphql?${new URLSearchParams(parameters).toString()}`)
}

describe.each(MANIFESTS)('a manifest of hashes with a prefix, in %s', (_form, manifest) => {
  let gateway: SmallGateway
  beforeAll(async () => {
    gateway = await start('only', manifest)
  })
  afterAll(() => gateway.stop())

  it.each([HASH, `sha256:${HASH}`])('is asked by %s, in either member and by either method', async (id) => {
    const answers = await Promise.all([
      post(gateway, { documentId: id, variables }),
      getById(gateway, { documentId: id, variables: JSON.stringify(variables) }),
      postByHash(gateway, { hash: id, variables }),
      post(gateway, { documentId: id, query: MUSEUM, variables }),
      post(gateway, { documentId: id, variables, operationName: 'Museum', extensions: null }),
    ])
    for (const { status, body } of answers) expect([status, JSON.parse(body)]).toEqual([200, ANSWER])
  })

  it.each<[string, unknown, number, string]>([
    ['of another operation', { documentId: `sha256:${hashOf(OTHER)}` }, 403, 'DOCUMENT_NOT_TRUSTED'],
    ['with another text', { documentId: HASH, query: OTHER }, 400, 'BAD_REQUEST'],
    ['and another with its text', { documentId: hashOf(OTHER), query: OTHER }, 403, 'DOCUMENT_NOT_TRUSTED'],
    ['that is a number, beside a text', { documentId: 7, query: OTHER }, 400, 'BAD_REQUEST'],
    ['that is empty, beside a text', { documentId: '', query: OTHER }, 400, 'BAD_REQUEST'],
    ['by another function', { documentId: `md5:${HASH}` }, 400, 'BAD_REQUEST'],
    ['with two prefixes', { documentId: `sha256:sha256:${HASH}` }, 400, 'BAD_REQUEST'],
    ['in capitals', { documentId: HASH.toUpperCase() }, 400, 'BAD_REQUEST'],
    [
      'in two members',
      { documentId: HASH, extensions: { persistedQuery: { version: 1, sha256Hash: HASH } } },
      400,
      'BAD_REQUEST',
    ],
  ])('refuses an id %s', async (_what, body, status, code) => {
    const calls = gateway.calls.length
    const answer = await post(gateway, body)
    expect([answer.status, codeOf(answer)]).toEqual([status, code])
    expect(gateway.calls).toHaveLength(calls)
  })

  it('refuses two ids in an address', async () => {
    const answer = await gateway.send(
      `/graphql?documentId=${HASH}&documentId=${HASH}&query=${encodeURIComponent(OTHER)}`,
    )
    expect([answer.status, codeOf(answer)]).toEqual([400, 'BAD_REQUEST'])
  })
})

describe('without a list', () => {
  let gateway: SmallGateway
  beforeAll(async () => {
    gateway = await startSmallGateway()
  })
  afterAll(() => gateway.stop())

  it('an id is not known until its text has come with it', async () => {
    const documentId = `sha256:${HASH}`
    expect(codeOf(await post(gateway, { documentId, variables }))).toBe('PERSISTED_QUERY_NOT_FOUND')
    await post(gateway, { documentId, query: MUSEUM, variables })
    expect(JSON.parse((await post(gateway, { documentId, variables })).body)).toEqual(ANSWER)
  })
})

describe('where what is not on the list is reported', () => {
  let gateway: SmallGateway
  beforeAll(async () => {
    gateway = await start('report', MANIFESTS[0]?.[1] ?? '', { METRICS: 'true' })
  })
  afterAll(() => gateway.stop())

  const reported = () =>
    gateway.logged.filter(({ msg }) => msg === 'operation is not on the list of trusted documents')
  const counted = async () => {
    const { body } = await gateway.send('/metrics')
    return Number(/^gateway_unlisted_documents_total (\d+)$/m.exec(body)?.[1])
  }

  it('an operation is answered all the same, counted each time and logged once a minute', async () => {
    for (let time = 0; time < 3; time += 1) expect((await post(gateway, { query: OTHER })).status).toBe(200)
    await postByHash(gateway, { hash: hashOf(OTHER), query: OTHER })
    expect((await postByHash(gateway, { hash: hashOf(OTHER) })).status).toBe(200)
    expect(await counted()).toBe(5)
    expect(reported()).toEqual([expect.objectContaining({ hash: hashOf(OTHER), text: OTHER })])
  })

  it('what is on it is neither', async () => {
    const [lines, before] = [reported().length, await counted()]
    await post(gateway, { documentId: HASH, variables })
    await post(gateway, { query: MUSEUM, variables })
    expect([reported().length, await counted()]).toEqual([lines, before])
  })

  it('who asks for something else each time does not fill the log', async () => {
    for (let index = 0; index < 200; index += 1)
      await post(gateway, { query: `${OTHER} #${index}${'x'.repeat(500)}` })
    expect(reported().length).toBeLessThanOrEqual(120)
    for (const { text } of reported()) expect(String(text).length).toBeLessThanOrEqual(200)
    expect(await counted()).toBeGreaterThanOrEqual(200)
  })
})
