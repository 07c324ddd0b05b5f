import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readConfig } from '../gateway/process/config/config.ts'
import { startGateway } from '../gateway/process/gateway.ts'
import { createClient, type Client } from './kit/client.ts'
import { compose } from './kit/federation/federation.ts'
import { defineSubgraph } from './kit/federation/subgraph.ts'
import { planHere } from './kit/planHere.ts'

const SDL = `
  scalar Long
  input Span { from: Long, to: [Long!] }
  type Query { record(id: Long, span: Span): Long }
`
const QUERY = 'query ($id: Long, $span: Span) { record(id: $id, span: $span) }'

const bodies: string[] = []
/** Answers with the id that it was asked for, digit by digit. */
const subgraph = createServer(async (incoming, outgoing) => {
  const body = await text(incoming)
  bodies.push(body)
  const id = /"id":([^,}]*)/.exec(body)?.[1] ?? 'null'
  outgoing.setHeader('content-type', 'application/json').end(`{"data":{"record":${id}}}`)
})

let client: Client
const stops: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  await new Promise<void>((resolve) => subgraph.listen(0, '127.0.0.1', resolve))
  const address = subgraph.address()
  if (address === null || typeof address === 'string') throw new Error('expected a port')
  const folder = await mkdtemp(join(tmpdir(), 'scalars-'))
  const file = join(folder, 'supergraph.graphql')
  await writeFile(file, compose([defineSubgraph('a', SDL, {})]))
  const urls = `a=http://127.0.0.1:${address.port}/`
  const config = readConfig({ PORT: '0', SUPERGRAPH_FILE: file, SUBGRAPH_URLS: urls })
  const gateway = await startGateway(config, pino({ level: 'silent' }), new Map(), {}, planHere)
  stops.push(
    () => gateway.stop(),
    () => rm(folder, { recursive: true }),
    async () => subgraph.close(),
  )
  client = createClient(gateway.url)
})

afterAll(async () => {
  subgraph.closeAllConnections()
  for (const stop of stops) await stop()
})

async function post(variables: string) {
  const body = `{"query":${JSON.stringify(QUERY)},"variables":${variables}}`
  return client.send('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
}

// The first of each goes through Apollo Server, the second is known by its text.
it.each(['9007199254740993', '9007199254740992', '9007199254740993', '1.10', '1e400'])(
  'takes %s of a POST to the subgraph and back',
  async (id) => {
    expect(await post(`{"id": ${id}}`)).toMatchObject({ status: 200, body: `{"data":{"record":${id}}}` })
    expect(bodies.at(-1)).toContain(`"variables":{"id":${id}}`)
  },
)

it('answers requests at one moment each by its own number, where JavaScript has one for both', async () => {
  const ids = ['9007199254740992', '9007199254740993', '1.0', '1']
  const answers = await Promise.all(ids.map((id) => post(`{"id":${id}}`)))
  expect(answers.map(({ body }) => body)).toEqual(ids.map((id) => `{"data":{"record":${id}}}`))
})

it('takes the variables of a GET to the subgraph and back', async () => {
  const search = new URLSearchParams({ query: QUERY, variables: '{"id":9007199254740993}' })
  const { body } = await client.send(`/graphql?${search.toString()}`, {
    headers: { 'apollo-require-preflight': 'yes' },
  })
  expect(body).toBe('{"data":{"record":9007199254740993}}')
})

it('takes what stands in lists and input objects to the subgraph', async () => {
  const variables = '{"span":{"from":1.0,"to":[9007199254740993,2]}}'
  expect((await post(variables)).status).toBe(200)
  expect(bodies.at(-1)).toContain(`"variables":${variables}`)
})

it('still refuses what a type of GraphQL cannot hold', async () => {
  const { body } = await post('{"span":{"form":1}}')
  expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] })
})
