import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import type { IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SignJWT } from 'jose'
import { pino } from 'pino'
import { readConfig } from '../../gateway/process/config/config.ts'
import { startGateway } from '../../gateway/process/gateway.ts'
import type { GatewayFetcher } from '../../gateway/subgraphs/subgraphFetcher.ts'
import { createLocalTransport } from '../../gateway/subgraphs/localTransport.ts'
import { compose } from '../kit/federation/federation.ts'
import { defineSubgraph, failWith } from '../kit/federation/subgraph.ts'
import { openAnswer, type Asked, type OpenAnswer } from '../kit/partsClient.ts'
import { planHere } from '../kit/planHere.ts'

const ISSUER = 'https://login.example.mo'
const SECRET = 'a secret of at least 32 bytes, for tests alone'

const SHOPS = ['a', 'b', 'c', 'd'].map((id) => ({ id, name: `Shop ${id}` }))

/** What is at hand. */
const quick = defineSubgraph(
  'quick',
  `type Query { shop(id: ID!): Shop shops: [Shop!]! none: Shop }
   type Mutation { rename(id: ID!): Shop }
   type Shop @key(fields: "id") { id: ID! name: String! neighbour: Shop till: String @authenticated }`,
  {
    Query: {
      shop: (_, { id }: { id: string }) => SHOPS.find((shop) => shop.id === id) ?? null,
      shops: () => SHOPS,
      none: () => null,
    },
    Mutation: { rename: (_, { id }: { id: string }) => SHOPS.find((shop) => shop.id === id) ?? null },
    Shop: { neighbour: () => SHOPS[1], till: () => 'T-1' },
  },
)

/** What takes its time. */
const slow = defineSubgraph(
  'slow',
  `type Shop @key(fields: "id") {
     id: ID! stock: Int needed: Int! broken: Int brokenNeeded: Int! secret: String @requiresScopes(scopes: [["staff"]])
     hours(maxAge: Int): String
   }`,
  {
    Shop: {
      __resolveReference: ({ id }: { id: string }) => ({ id }),
      stock: () => 7,
      needed: () => 8,
      broken: failWith('The scales are broken.'),
      brokenNeeded: failWith('The scales are broken.'),
      secret: () => 'S-1',
      hours: () => 'always',
    },
  },
)

/** A subgraph that answers when it may. */
interface Gate {
  /** Resolves when so many calls have come. */
  untilCalled(count: number): Promise<void>
  /** Lets all calls go that have come, and those that come. */
  open(): void
  close(): void
  readonly calls: readonly { readonly query: string; readonly isAborted: () => boolean }[]
}

export interface PartsGateway {
  readonly url: string
  readonly slow: Gate
  readonly logged: readonly string[]
  token(scopes: string): Promise<string>
  ask(question: Asked): Promise<OpenAnswer>
  /** All parts of an answer. */
  askAll(
    question: Asked,
  ): Promise<{ readonly headers: IncomingHttpHeaders; readonly payloads: readonly unknown[] }>
  auditLines(): Promise<readonly string[]>
  stop(): Promise<void>
}

export async function startPartsGateway(
  environment: Readonly<Record<string, string>> = {},
): Promise<PartsGateway> {
  const folder = await mkdtemp(join(tmpdir(), 'parts-'))
  const file = (name: string) => join(folder, name)
  await writeFile(file('supergraph.graphql'), compose([quick, slow]))
  await writeFile(
    file('auth.json'),
    JSON.stringify({ issuers: [{ issuer: ISSUER, secretVariable: 'SECRET', algorithms: ['HS256'] }] }),
  )
  const gate = createGate(createLocalTransport({ ...slow, createContext: () => ({}) }))
  const config = readConfig({
    PORT: '0',
    SUPERGRAPH_FILE: file('supergraph.graphql'),
    AUTH_FILE: file('auth.json'),
    AUDIT_FILE: file('audit.log'),
    ...environment,
  })
  const logged: string[] = []
  const gateway = await startGateway(
    config,
    pino({}, { write: (line) => void logged.push(line) }),
    new Map([
      ['quick', createLocalTransport({ ...quick, createContext: () => ({}) })],
      ['slow', gate.fetch],
    ]),
    { SECRET },
    planHere,
  )
  await gateway.ready
  const ask = (question: Asked) => openAnswer(gateway.url, question)
  return {
    url: gateway.url,
    slow: gate,
    logged,
    token: (scope) =>
      new SignJWT({ scope })
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject('somebody')
        .setIssuer(ISSUER)
        .setExpirationTime('5m')
        .sign(new TextEncoder().encode(SECRET)),
    ask,
    async askAll(question) {
      const answer = await ask(question)
      return { headers: answer.headers, payloads: await answer.ended }
    },
    auditLines: async () =>
      (await readFile(file('audit.log'), 'utf8')).split('\n').filter((line) => line !== ''),
    async stop() {
      gate.open()
      await gateway.stop()
      await rm(folder, { recursive: true })
    },
  }
}

function createGate(next: GatewayFetcher): Gate & { readonly fetch: GatewayFetcher } {
  const calls: { readonly query: string; readonly isAborted: () => boolean }[] = []
  const listeners = new Set<() => void>()
  let isOpen = false
  const tell = (): void => {
    for (const listener of listeners) listener()
  }
  const until = (isMet: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!isMet()) return
        listeners.delete(look)
        resolve()
      }
      listeners.add(look)
      look()
    })
  return {
    calls,
    untilCalled: (count) => until(() => calls.length >= count),
    open() {
      isOpen = true
      tell()
    },
    close() {
      isOpen = false
    },
    async fetch(call, context) {
      calls.push({ query: call.query, isAborted: () => call.signal.aborted })
      tell()
      call.signal.addEventListener('abort', tell)
      await until(() => isOpen || call.signal.aborted)
      if (call.signal.aborted) throw call.signal.reason
      return next(call, context)
    },
  }
}
