import { createServer as createPlainServer, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import { createServer as createTlsServer, type ServerOptions } from 'node:https'
import { text } from 'node:stream/consumers'
import { graphql } from 'graphql'
import { portOf } from '../subgraph.ts'
import type { HonestSubgraph } from './subgraph.ts'

export interface ServedOverHttp {
  /** With the path. */
  readonly url: string
  /** The headers of each request that came. */
  readonly received: readonly IncomingHttpHeaders[]
  /** How many connections are open. */
  countConnections(): Promise<number>
  stop(): Promise<void>
}

/** A subgraph at an address of its own on this machine, with TLS where `tls` says how. */
export async function serveSubgraph(
  { schema }: HonestSubgraph,
  {
    tls,
    answerHeaders = {},
  }: { readonly tls?: ServerOptions; readonly answerHeaders?: Record<string, string> } = {},
): Promise<ServedOverHttp> {
  const received: IncomingHttpHeaders[] = []
  const answer: RequestListener = async (request, response) => {
    received.push(request.headers)
    const { query, variables } = JSON.parse(await text(request))
    const result = await graphql({ schema, source: query, variableValues: variables })
    response
      .writeHead(200, { 'content-type': 'application/json', ...answerHeaders })
      .end(JSON.stringify(result))
  }
  const server = tls === undefined ? createPlainServer(answer) : createTlsServer(tls, answer)
  // Idle connections are left for the other side to close.
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${portOf(server)}/graphql`,
    received,
    countConnections: () =>
      new Promise((resolve, reject) => {
        server.getConnections((error, count) => (error ? reject(error) : resolve(count)))
      }),
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
