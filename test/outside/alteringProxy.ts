import { createServer, type IncomingHttpHeaders } from 'node:http'
import { request } from 'undici'
import { portOf } from '../kit/subgraph.ts'

export interface Sent {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What stands between: passes a request on, or does something else. */
export type Alter = (sent: Sent, pass: (sent: Sent) => Promise<Reply>) => Promise<Reply>

export interface Proxy {
  readonly url: string
  stop(): Promise<void>
}

/** A server before another, whose address may come later, that alters what goes through. */
export async function startAlteringProxy(target: () => string, alter: Alter): Promise<Proxy> {
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const sent: Sent = {
        method: incoming.method ?? 'GET',
        path: incoming.url ?? '/',
        headers: incoming.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      }
      alter(sent, (one) => passOn(target(), one)).then(
        ({ status, headers, body }) => outgoing.writeHead(status, headers).end(body),
        () => outgoing.destroy(),
      )
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    async stop() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
    },
  }
}

/** Headers that belong to one connection, or to a body that is written anew. */
const OWN = new Set(['host', 'connection', 'keep-alive', 'transfer-encoding', 'content-length', 'expect'])

async function passOn(target: string, { method, path, headers, body }: Sent): Promise<Reply> {
  const kept = Object.entries(headers).filter(([name]) => !OWN.has(name) && name !== 'accept-encoding')
  const response = await request(target + path, {
    method: method === 'POST' ? 'POST' : 'GET',
    headers: Object.fromEntries(kept),
    body: method === 'POST' ? body : null,
  })
  return {
    status: response.statusCode,
    headers: Object.fromEntries(
      Object.entries(response.headers).flatMap(([name, value]) =>
        OWN.has(name) || value === undefined ? [] : [[name, String(value)]],
      ),
    ),
    body: await response.body.text(),
  }
}
