import { Agent, request } from 'node:http'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { SignJWT } from 'jose'
import { readConfig } from '../../gateway/process/config/config.ts'
import { startGateway, type RunningGateway } from '../../gateway/process/gateway.ts'
import { planHere } from '../kit/planHere.ts'
import { startHostileServer, type HostileServer } from '../kit/subgraph.ts'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: { readonly errors?: readonly { readonly extensions: Readonly<Record<string, unknown>> }[] }
  /** The first error's code. */
  readonly code: unknown
}

/** Somebody at an address of this machine, with one connection. */
export type Person = (
  query: string,
  headers?: Readonly<Record<string, string>>,
  variables?: object,
) => Promise<Answer>

export interface Guarded {
  readonly gateway: RunningGateway
  readonly logged: readonly string[]
  /** Who has one connection from this address. */
  person(address?: string): Person
  token(subject: string, scopes?: string): Promise<string>
  stop(): Promise<void>
}

const ISSUER = 'https://login.example.mo'
const SECRET = 'a secret of at least 32 bytes, for tests alone'

/** A gateway over HTTP with the repository's supergraph and one subgraph, which stands for a bureau. */
export async function startGuarded(
  environment: Readonly<Record<string, string>>,
  subgraph: { readonly url: string },
  name = 'culture',
): Promise<Guarded> {
  const folder = await mkdtemp(join(tmpdir(), 'traffic-'))
  const authFile = join(folder, 'auth.json')
  await writeFile(
    authFile,
    JSON.stringify({ issuers: [{ issuer: ISSUER, secretVariable: 'SECRET', algorithms: ['HS256'] }] }),
  )
  const config = readConfig({
    PORT: '0',
    AUTH_FILE: authFile,
    SUBGRAPH_URLS: `${name}=${subgraph.url}/graphql`,
    ...environment,
  })
  const logged: string[] = []
  const log = pino({}, { write: (line) => void logged.push(line) })
  const gateway = await startGateway(config, log, new Map(), { SECRET }, planHere)
  await gateway.ready
  const agents: Agent[] = []
  return {
    gateway,
    logged,
    person(address = '127.0.0.1') {
      const agent = new Agent({ keepAlive: true, maxSockets: 1, localAddress: address })
      agents.push(agent)
      return (query, headers = {}, variables = {}) =>
        post(agent, `${gateway.url}/graphql`, headers, JSON.stringify({ query, variables }))
    },
    token: (subject, scope = '') =>
      new SignJWT({ scope })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer(ISSUER)
        .setSubject(subject)
        .setExpirationTime('1h')
        .sign(new TextEncoder().encode(SECRET)),
    async stop() {
      for (const agent of agents) agent.destroy()
      await gateway.stop()
      await rm(folder, { recursive: true })
    },
  }
}

/** A culture bureau that answers every question with one museum, after some milliseconds. */
export function startCulture(delay = 0): Promise<HostileServer> {
  return startHostileServer({ status: 200, body: '{"data":{"museum":{"id":"mam"}}}' }, delay)
}

function post(
  agent: Agent,
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method: 'POST', agent, headers: { 'content-type': 'application/json', ...headers } },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (part: string) => (text += part))
        response.on('end', () => {
          const read: Answer['body'] = JSON.parse(text)
          const { statusCode = 0, headers: answered } = response
          resolve({
            status: statusCode,
            headers: answered,
            body: read,
            code: read.errors?.[0]?.extensions['code'],
          })
        })
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}
