import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Server as NetServer, type AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import { ConfigError } from './config.ts'
import { answerClientError } from './http/clientError.ts'
import { originFormOf } from './http/originForm.ts'
import type { Log } from './log.ts'

export interface HttpService {
  /** Without a trailing slash. */
  readonly url: string
  /**
   * Becomes unready and goes on to answer for the drain delay; takes no new connections, and answers for the last time on
   * each that there is; lets requests under way finish within the drain time, and closes what is left.
   */
  stop(): Promise<void>
}

export interface ServeOptions {
  readonly host: string
  readonly port: number
  /** What the names of the settings HOST and PORT begin with; nothing by default. */
  readonly settingPrefix?: string
  /** How long whoever sends requests here may take to see that it is not ready; none by default. */
  readonly drainDelayMilliseconds?: number
  readonly drainMilliseconds: number
  readonly log: Log
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  /** Why the process is not ready, or null when it is. */
  readonly unreadiness: () => string | null
  readonly connections?: ConnectionLimits
  /** Takes over a connection that asks for another protocol; without it such a request is answered like the others. */
  readonly upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** Called when it takes no new connections any more, before what is under way has ended. */
  readonly onDrain?: () => void
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
  let stage: 'serving' | 'unready' | 'draining' = 'serving'
  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    request.url = originFormOf(request.url ?? '/')
    if (stage === 'draining') response.setHeader('connection', 'close')
    const unreadiness = stage === 'serving' ? options.unreadiness() : 'stopping'
    if (answerHealth(request, response, unreadiness)) return
    options.handle(request, response).catch((error: unknown) => answerFailure(options.log, response, error))
  }
  const server = openServer(options, onRequest)
  const { upgrade } = options
  if (upgrade !== undefined)
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      // Node takes its own listener away, and a client that resets the connection would end the process.
      socket.on('error', () => socket.destroy())
      request.url = originFormOf(request.url ?? '/')
      upgrade(request, socket, head)
    })
  await listenOn(server, options)

  return {
    url: addressOf(server),
    async stop() {
      const { drainDelayMilliseconds: delay = 0, drainMilliseconds } = options
      stage = 'unready'
      if (delay > 0) {
        await sleep(delay)
        await untilNothingComes(server)
      }
      stage = 'draining'
      options.onDrain?.()
      await drain(server, delay, drainMilliseconds)
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
  else {
    // A prober that keeps its connection would learn nothing of whether new ones are taken.
    response.setHeader('connection', 'close')
    answerJson(response, 503, { status: 'not ready', reason: unreadiness })
  }
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

async function listenOn(server: Server, { host, port, settingPrefix = '' }: ServeOptions): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException): void =>
      reject(explainListening(error, settingPrefix, host, port))
    server.once('error', refuse)
    server.listen(port, host, () => {
      server.off('error', refuse)
      resolve()
    })
  })
}

/** What the operator can mend is told as a setting that cannot be used. */
function explainListening(error: NodeJS.ErrnoException, prefix: string, host: string, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new ConfigError([
        `PORT: expected a port that is free; got ${port}, at which ${host} is in use (EADDRINUSE).`,
      ])
    case 'EACCES':
      return new ConfigError([`${prefix}PORT: expected a port that this user may open; got ${port}.`])
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new ConfigError([
        `${prefix}HOST: expected an address of this machine; got ${JSON.stringify(host)}.`,
      ])
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

const QUIET_TURN_MS = 0.2
const TURNS = 500

/**
 * Connections that have come and are not yet accepted are reset when the listener closes, with the requests that are on
 * them. So it is closed after a turn of the event loop that was short and accepted none, if there is one soon.
 */
async function untilNothingComes(server: Server): Promise<void> {
  let accepted = 0
  const count = (): void => void accepted++
  server.on('connection', count)
  for (let turn = 0; turn < TURNS; turn++) {
    const [before, begun] = [accepted, performance.now()]
    await setImmediate()
    if (accepted === before && performance.now() - begun < QUIET_TURN_MS) break
  }
  server.off('connection', count)
}

const IDLE_SWEEP_MS = 20

/**
 * A request may be on its way on a connection that is idle here, and would be lost with it: those that are kept open are
 * used once more first, as far as that happens within `idleMilliseconds`.
 */
async function drain(server: Server, idleMilliseconds: number, drainMilliseconds: number): Promise<void> {
  let sweep: NodeJS.Timeout | undefined
  const closed = new Promise<void>((resolve) => {
    // The method of HTTP servers closes idle connections at once.
    NetServer.prototype.close.call(server, () => resolve())
  })
  const closeIdle = (): void => {
    server.close()
    // A connection kept alive becomes idle when its last answer is out, which no event tells.
    sweep = setInterval(() => server.closeIdleConnections(), IDLE_SWEEP_MS)
  }
  const idle = setTimeout(closeIdle, idleMilliseconds)
  const deadline = setTimeout(() => server.closeAllConnections(), idleMilliseconds + drainMilliseconds)
  try {
    await closed
  } finally {
    clearTimeout(idle)
    clearInterval(sweep)
    clearTimeout(deadline)
  }
}
