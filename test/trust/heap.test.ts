import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { Agent, createServer, request, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { definition as culture } from '../../subgraphs/culture/server.ts'
import { definition as tourism } from '../../subgraphs/tourism/server.ts'
import { explainHolders } from '../kit/heap/holders.ts'
import { startInspected, type InspectedProcess } from '../kit/heap/inspectedProcess.ts'
import { build } from '../kit/process.ts'
import { portOf, startSubgraphServer, TEST_SECRET } from '../kit/subgraph.ts'
import { createCallers, type Callers } from './callers.ts'

const closers: (() => unknown)[] = []
/** Where the subgraph of health should be: it never answers. */
const silent = createServer()
const agent = new Agent({ keepAlive: true })
let callers: Callers
let gateway: InspectedProcess

beforeAll(async () => {
  await build()
  callers = await createCallers()
  const subgraphs = await Promise.all([startSubgraphServer(culture), startSubgraphServer(tourism)])
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const folder = await mkdtemp(join(tmpdir(), 'heap-'))
  await writeFile(join(folder, 'museum.graphql'), 'query ($id: ID = "mam") { museum(id: $id) { id } }')
  closers.push(
    () => callers.stop(),
    () => rm(folder, { recursive: true }),
    () => silent.close(),
  )
  closers.push(...subgraphs.map(({ stop }) => stop), () => silent.closeAllConnections())
  gateway = await startInspected('dist/gateway/main.js', {
    ...callers.environment,
    PORT: '0',
    FORWARD_HEADERS: 'authorization',
    CACHE_DEFAULT_SECONDS: 'culture=3600,tourism=3600',
    GATEWAY_SECRET: TEST_SECRET,
    SUBGRAPH_URLS: [
      `culture=${subgraphs[0].url}/graphql`,
      `tourism=${subgraphs[1].url}/graphql`,
      `health=http://127.0.0.1:${portOf(silent)}/graphql`,
    ].join(','),
    SAVED_QUERIES: folder,
    AUDIT_FILE: join(folder, 'audit.jsonl'),
  })
  closers.push(gateway.stop, () => agent.destroy())
}, 60_000)

afterAll(async () => {
  for (const close of closers.toReversed()) await close()
})

const WHOLE = '{ museum(id: "mam") { id name { en } } }'
const ENTITIES = '{ attraction(id: "ruins-st-paul") { heritage { ... on Monument { classifiedCode } } } }'
const PROTECTED = '{ monument(id: "wh-01") { conditionSurvey { grade } } }'
const OPEN = 'query OfOneWhoseConnectionIsOpen { museum(id: "mam") { id } }'

interface Sent {
  readonly path?: string
  readonly query?: string
  readonly headers?: Readonly<Record<string, string>>
  /** What becomes of a good token. */
  readonly spoil?: (token: string) => string
}

/** Ways by which a token comes in. Each is gone twice at once, so that calls to subgraphs are shared. */
const REQUESTS: readonly (readonly [caller: string, request: Sent, status: number])[] = [
  ['one who asks what will be remembered whole', { query: WHOLE }, 200],
  ['one who asks for entities', { query: ENTITIES }, 200],
  ['one who asks for a protected field', { query: PROTECTED }, 200],
  ['one who has the plan explained', { query: WHOLE, headers: { 'x-explain': 'plan' } }, 200],
  ['one who asks by GET', { path: `/graphql?query=${encodeURIComponent(WHOLE)}` }, 200],
  ['one who opens a table', { path: '/q/museum.csv' }, 200],
  ['one who asks what the schema does not have', { query: '{ nothing }' }, 200],
  ['one who asks for a page that is not there', { path: '/nowhere' }, 404],
  [
    'one whose signature is bad',
    { query: WHOLE, spoil: (token) => token.replace(/.{9}$/, 'badbadbad') },
    401,
  ],
  ['one whose token is none', { query: WHOLE, spoil: (token) => token.replaceAll('.', '-') }, 401],
]

it('keeps the token of no connection that is closed', async () => {
  const openToken = await createToken('one whose connection is open')
  await send({ query: OPEN }, openToken, agent)
  const tokens = new Map<string, string>()
  for (const [caller, sent, status] of REQUESTS) {
    const token = await createToken(caller, sent.spoil)
    tokens.set(caller, token)
    const both = [send(sent, token), send(sent, token)]
    expect([caller, await Promise.all(both)]).toEqual([caller, [status, status]])
    // Of what they have left behind, now.
    expect([caller, await send(sent, token)]).toEqual([caller, status])
  }
  tokens.set('one who hangs up', await hangUp(await createToken('one who hangs up')))

  const snapshot = await gateway.takeSnapshot()
  // It is searched where something can be found: in a query that is remembered, and on a connection that is open.
  expect(snapshot).toContain('OfOneWhoseConnectionIsOpen')
  expect(snapshot.includes(endOf(openToken))).toBe(true)
  const held = [...tokens].filter(([, token]) => snapshot.includes(endOf(token)))
  expect(held.map(([caller, token]) => [caller, explainHolders(snapshot, endOf(token))])).toEqual([])
}, 60_000)

async function createToken(caller: string, spoil = (token: string) => token): Promise<string> {
  const { authorization = '' } = await callers.headersOf(['staff'], { caller })
  return spoil(authorization.replace('Bearer ', ''))
}

/** A part of its signature, which no other token has and by which nobody could use it. */
function endOf(token: string): string {
  return token.slice(-40)
}

/** Answers with the status; where no agent keeps the connection, when that is closed. */
async function send(sent: Sent, token: string, kept?: Agent): Promise<number | undefined> {
  const outgoing = ask(sent, token, kept ?? false)
  const closed = once(outgoing, 'close')
  const [response] = await once(outgoing, 'response')
  await text(response)
  if (kept === undefined) await closed
  return response.statusCode
}

/** Hangs up while a subgraph is being asked, and waits until the gateway has let go of that as well. */
async function hangUp(token: string): Promise<string> {
  const asked = once(silent, 'request')
  const outgoing = ask({ query: '{ healthCentres(first: 1) { nodes { id } } }' }, token, false)
  outgoing.on('error', () => {})
  const [call]: IncomingMessage[] = await asked
  outgoing.destroy()
  if (call !== undefined) await once(call.socket, 'close')
  return token
}

function ask({ path = '/graphql', query, headers }: Sent, token: string, connections: Agent | false) {
  const outgoing = request(gateway.url + path, {
    agent: connections,
    method: query === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
  })
  outgoing.end(query === undefined ? undefined : JSON.stringify({ query }))
  return outgoing
}
