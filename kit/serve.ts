import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerClientError } from './http/clientError.ts'
import { originFormOf } from './http/originForm.ts'
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
  readonly connections?: ConnectionLimits
  /** The largest body that a client is told to go on with (`Expect: 100-continue`). */
  readonly maxBodyBytes?: number
}

/** How long a client may take with a connection, in milliseconds, and how many there may be. */
export interface ConnectionLimits {
  /** Without a request on it. */
  readonly keepAliveMs: number
  /** To send the head of a request, from when it connected or began. */
  readonly headersMs: number
  /** To send the whole of a request. */
  readonly requestMs: number
  /** Without a byte either way while a request is under way; longer than any answer takes. */
  readonly stalledMs: number
  readonly max: number
}

/** Keep-alive outlasts the 60 s of usual balancers: a connection that they think open must not be closed here. */
export const USUAL_CONNECTION_LIMITS: ConnectionLimits = {
  keepAliveMs: 65_000,
  headersMs: 15_000,
  requestMs: 60_000,
  stalledMs: 120_000,
  max: 10_000,
}

/** An HTTP server with `/health/live` and `/health/ready`; everything else goes to `handle`. */
export async function serve(options: ServeOptions): Promise<HttpService> {
  let draining = false
  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    request.url = originFormOf(request.url ?? '/')
    if (draining) response.setHeader('connection', 'close')
    if (answerHealth(request, response, draining ? 'stopping' : options.unreadiness())) return
    options.handle(request, response).catch((error: unknown) => answerFailure(options.log, response, error))
  }
  const server = openServer(options, onRequest)
  await listenOn(server, options.host, options.port)

  return {
    url: addressOf(server),
    async stop() {
      draining = true
      await drain(server, options.drainMilliseconds)
    },
  }
}

function openServer(
  { connections = USUAL_CONNECTION_LIMITS, maxBodyBytes = Infinity, log }: ServeOptions,
  onRequest: (request: IncomingMessage, response: ServerResponse) => void,
): Server {
  const { keepAliveMs, headersMs, requestMs, stalledMs, max } = connections
  const server = createServer(
    {
      keepAliveTimeout: keepAliveMs,
      headersTimeout: Math.min(headersMs, requestMs),
      requestTimeout: requestMs,
      connectionsCheckingInterval: Math.max(1, Math.min(headersMs, requestMs, 10_000) / 5),
      // A client that has vanished without a word is found by TCP.
      keepAlive: true,
      keepAliveInitialDelay: keepAliveMs,
    },
    onRequest,
  )
  server.timeout = stalledMs
  server.maxConnections = max
  server.on(
    'drop',
    logAtMostOnceAMinute(() => log.warn({ max }, 'more connections than are allowed')),
  )
  server.on('clientError', answerClientError)
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    // Without it the client keeps its body, and learns from the answer why.
    if (!(Number(request.headers['content-length']) > maxBodyBytes)) response.writeContinue()
    onRequest(request, response)
  })
  return server
}

function logAtMostOnceAMinute(log: () => void): () => void {
  let quietUntil = 0
  return () => {
    if (performance.now() < quietUntil) return
    quietUntil = performance.now() + 60_000
    log()
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
  if (request.url !== '/health/live' && request.url !== '/health/ready') return false
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD')
    const message = `${request.url} answers GET; got ${request.method}.`
    answerJson(response, 405, { errors: [{ message, extensions: { code: 'METHOD_NOT_ALLOWED' } }] })
  } else if (request.url === '/health/live') answerJson(response, 200, { status: 'live' })
  else if (unreadiness === null) answerJson(response, 200, { status: 'ready' })
  else answerJson(response, 503, { status: 'not ready', reason: unreadiness })
  return true
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
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
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
