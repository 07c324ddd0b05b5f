import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { parse, validate } from 'graphql'
import { afterAll } from 'vitest'
import type { GatewayFetcher } from '../../../gateway/subgraphs/subgraphFetcher.ts'
import { createScheduler } from '../../../kit/concurrency/scheduler.ts'
import { createHttpTransport } from '../../../gateway/subgraphs/httpTransport.ts'
import { createLocalTransport } from '../../../gateway/subgraphs/localTransport.ts'
import type { HonestSubgraph, HostileSubgraph, TestSubgraph } from './subgraph.ts'

/** One call for all subgraphs: honest ones in this process, hostile ones over real HTTP. */
export function createTransports(subgraphs: readonly TestSubgraph[]): GatewayFetcher {
  const closers: Close[] = []
  const calls = new Map(subgraphs.map((subgraph) => [subgraph.name, createTransport(subgraph, closers)]))
  if (subgraphs.some(({ kind }) => kind === 'hostile'))
    afterAll(() => Promise.all(closers.map((close) => close())))
  return async (request, context) => {
    const call = calls.get(request.subgraph)
    if (!call)
      throw new Error(
        `expected one of the subgraphs ${[...calls.keys()].join(', ')}; got ${request.subgraph}`,
      )
    return call(request, context)
  }
}

type Close = () => Promise<void>

function createTransport(subgraph: TestSubgraph, closers: Close[]): GatewayFetcher {
  return subgraph.kind === 'honest' ? callHonest(subgraph) : callHostile(subgraph, closers)
}

/** The local transport takes it as given that a document is valid; a subgraph elsewhere would not. */
function callHonest({ name, schema }: HonestSubgraph): GatewayFetcher {
  const call = createLocalTransport({ name, schema, createContext: () => ({}) })
  return async (request, context) => {
    const [problem] = validate(schema, parse(request.query))
    if (problem) throw new Error(`${name} was sent an invalid document: ${problem.message}\n${request.query}`)
    return call(request, context)
  }
}

function callHostile({ name, answer }: HostileSubgraph, closers: Close[]): GatewayFetcher {
  let started: Promise<GatewayFetcher> | undefined
  return async (request, context) => {
    started ??= startHostile(name, answer, closers)
    return (await started)(request, context)
  }
}

async function startHostile(
  name: string,
  answer: HostileSubgraph['answer'],
  closers: Close[],
): Promise<GatewayFetcher> {
  const server = createServer(async (incoming, outgoing) => {
    try {
      const sent = await text(incoming)
      const body: unknown = await answer(JSON.parse(sent), sent)
      outgoing
        .setHeader('content-type', 'application/json')
        .end(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body))
    } catch {
      incoming.socket.destroy()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { call, close } = createHttpTransport({
    subgraph: name,
    url: `http://127.0.0.1:${portOf(server.address())}/`,
    scheduler: createScheduler(),
  })
  closers.push(async () => {
    await close()
    server.closeAllConnections()
    server.close()
  })
  return call
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string')
    throw new Error('expected a server that listens on a port')
  return address.port
}
