import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Server as NetServer, type AddressInfo } from 'node:net'
import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import { ConfigError } from './config.ts'
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
}

/** An HTTP server with `/health/live` and `/health/ready`; everything else goes to `handle`. */
export async function serve(options: ServeOptions): Promise<HttpService> {
  let stage: 'serving' | 'unready' | 'draining' = 'serving'
  const server = createServer((request, response) => {
    if (stage === 'draining') response.setHeader('connection', 'close')
    const unreadiness = stage === 'serving' ? options.unreadiness() : 'stopping'
    if (answerHealth(request, response, unreadiness)) return
    options.handle(request, response).catch((error: unknown) => answerFailure(options.log, response, error))
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
      await drain(server, delay, drainMilliseconds)
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
    else {
      // A prober that keeps its connection would learn nothing of whether new ones are taken.
      response.setHeader('connection', 'close')
      answerJson(response, 503, { status: 'not ready', reason: unreadiness })
    }
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
