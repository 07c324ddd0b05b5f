import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { packageRoot } from '../../kit/root.ts'
import { portOf } from './subgraph.ts'

export type SourceAnswer = (response: ServerResponse, request: IncomingMessage) => void

/** A bureau's source over HTTP on a free port, whose answer can be exchanged. */
export interface TestSource {
  readonly url: string
  /** How often it was asked. */
  asked: number
  answer: SourceAnswer
  stop(): Promise<void>
}

export async function startSource(answer: SourceAnswer | string | Buffer): Promise<TestSource> {
  const server = createServer((request, response) => {
    source.asked++
    request.resume()
    source.answer(response, request)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const source: TestSource = {
    url: `http://127.0.0.1:${portOf(server)}/document`,
    asked: 0,
    answer: typeof answer === 'function' ? answer : send(answer),
    async stop() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
    },
  }
  return source
}

export function send(
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
  status = 200,
): SourceAnswer {
  return (response) => {
    response.writeHead(status, { 'content-length': Buffer.byteLength(body), ...headers })
    response.end(body)
  }
}

/** The snapshot of a feed, such as "culture/data/museums.csv". */
export function readSnapshot(path: string): string {
  return readFileSync(new URL(`subgraphs/${path}`, packageRoot), 'utf8')
}

/** The variable that names the address of a feed. */
export function addressVariable(feedId: string): string {
  return `FEED_${feedId.toUpperCase().replaceAll('-', '_')}_URL`
}
