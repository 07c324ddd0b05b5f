import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ConfigError } from './config.ts'
import type { Log } from './log.ts'

export interface HttpService {
  /** Without a trailing slash. */
  readonly url: string
  /** Refuses new connections, lets requests under way finish within the drain time, then closes what is left. */
  stop(): Promise<void>
}

export interface ServeOptions {
  readonly host: string
  readonly port: number
  readonly drainMilliseconds: number
  readonly log: Log
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  /** Why the process is not ready, or null when it is. */
  readonly unreadiness: () => string | null
}

/** An HTTP server with `/health/live` and `/health/ready`; everything else goes to `handle`. */
export async function serve(options: ServeOptions): Promise<HttpService> {
  let draining = false
  const server = createServer((request, response) => {
    if (draining) response.setHeader('connection', 'close')
    if (answerHealth(request, response, draining ? 'stopping' : options.unreadiness())) return
    options.handle(request, response).catch((error: unknown) => answerFailure(options.log, response, error))
  })
  await listenOn(server, options.host, options.port)

  return {
    url: addressOf(server),
    async stop() {
      draining = true
      await drain(server, options.drainMilliseconds)
    },
  }
}

/** `serve` calls its handler's last defence: what a handler did not answer itself is our fault. */
function answerFailure(log: Log, response: ServerResponse, error: unknown): void {
  log.error({ err: error }, 'request handler failed')
  if (response.headersSent) response.destroy()
  else response.writeHead(500).end()
}

function answerHealth(
  request: IncomingMessage,
  response: ServerResponse,
  unreadiness: string | null,
): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false
  if (request.url === '/health/live') {
    answerJson(response, 200, { status: 'live' })
    return true
  }
  if (request.url === '/health/ready') {
    if (unreadiness === null) answerJson(response, 200, { status: 'ready' })
    else answerJson(response, 503, { status: 'not ready', reason: unreadiness })
    return true
  }
  return false
}

export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  })
  response.end(text)
}

async function listenOn(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException): void => reject(explainListening(error, host, port))
    server.once('error', refuse)
    server.listen(port, host, () => {
      server.off('error', refuse)
      resolve()
    })
  })
}

/** What the operator can mend is told as a setting that cannot be used. */
function explainListening(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new ConfigError([
        `PORT: expected a port that is free; got ${port}, at which ${host} is in use (EADDRINUSE).`,
      ])
    case 'EACCES':
      return new ConfigError([`PORT: expected a port that this user may open; got ${port}.`])
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new ConfigError([`HOST: expected an address of this machine; got ${JSON.stringify(host)}.`])
    default:
      return error
  }
}

function addressOf(server: Server): string {
  const address: AddressInfo | string | null = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no TCP address.')
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return `http://${host}:${address.port}`
}

const IDLE_SWEEP_MS = 20

async function drain(server: Server, drainMilliseconds: number): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve())
  })
  // A connection kept alive becomes idle when its last answer is out, which no event tells.
  const sweep = setInterval(() => server.closeIdleConnections(), IDLE_SWEEP_MS)
  const deadline = setTimeout(() => server.closeAllConnections(), drainMilliseconds)
  try {
    await closed
  } finally {
    clearInterval(sweep)
    clearTimeout(deadline)
  }
}
