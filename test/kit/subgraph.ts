import { EventEmitter, on } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createLog } from '../../kit/log.ts'
import type { Environment } from '../../kit/config.ts'
import {
  createSubgraph,
  type SubgraphDefinition,
  type SubgraphSource,
} from '../../subgraphs/_kit/subgraph.ts'
import { serveSubgraph } from '../../subgraphs/_kit/subgraphServer.ts'
import { TEST_NOW } from '../../subgraphs/_kit/testSubgraph.ts'

export interface ServedSubgraph {
  readonly url: string
  stop(): Promise<void>
}

export const TEST_SECRET = 'a secret of the tests'

/** A bureau's subgraph over HTTP on a free port (or the given one), open to `TEST_SECRET`. */
export async function startSubgraphServer<S extends SubgraphSource, C extends object>(
  definition: SubgraphDefinition<S, C>,
  port = 0,
  environment: Environment = {},
): Promise<ServedSubgraph> {
  const log = createLog(definition.name, 'silent')
  const subgraph = createSubgraph(definition, { environment, clock: () => TEST_NOW, random: () => 0.5, log })
  return serveSubgraph(subgraph, {
    host: '127.0.0.1',
    port,
    gatewaySecrets: [TEST_SECRET],
    drainMilliseconds: 1_000,
    log,
  })
}

export interface HostileServer extends ServedSubgraph {
  /** Resolves when so many requests have come. */
  untilAsked(count: number): Promise<void>
}

/** A server where a subgraph should be, which gives every request one answer after some milliseconds (null: never). */
export async function startHostileServer(
  answer: { readonly status: number; readonly body: string } | null,
  delay = 0,
): Promise<HostileServer> {
  const requests = new EventEmitter()
  let count = 0
  const server = createServer((request, response) => {
    request.resume()
    requests.emit('request', ++count)
    if (!answer) return
    setTimeout(
      () => response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body),
      delay,
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    stop: () => closeServer(server),
    async untilAsked(expected) {
      const arrivals = on(requests, 'request')
      if (count >= expected) return
      for await (const [arrived] of arrivals) if (arrived >= expected) return
    },
  }
}

export function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no TCP address.')
  return address.port
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
  })
}
