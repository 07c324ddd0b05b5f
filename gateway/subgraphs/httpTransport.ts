import type { Dispatcher } from 'undici'
import { GATEWAY_SECRET_HEADER } from '../../kit/gatewaySecret.ts'
import { isLoopback } from '../../kit/loopback.ts'
import { parseCacheHeaders, type CacheControl } from '../cache/rules/cacheControl.ts'
import { GatewayError } from '../errors.ts'
import type { Arrival, Scheduler } from '../../kit/concurrency/scheduler.ts'
import type { SubgraphRequest } from '../../engine/index.ts'
import type { CallRecord } from '../telemetry/record.ts'
import { traceHeadersOf } from '../telemetry/traces/traceContext.ts'
import { Connections, type Connection, type TlsMaterial } from './connections.ts'
import { ACCEPTED_ENCODINGS, findUnpack, type Unpack } from './contentEncoding.ts'
import { isSuccess, parseResponse } from './parseResponse.ts'
import { abandoned, malformed, refused, unreachable } from './failures.ts'
import { createReadError, type ErrorSettings, type ReadError } from './readableErrors.ts'
import { parseRetryAfter } from './retryAfter.ts'
import type { FetchContext, GatewayFetcher, GatewayResponse } from './subgraphFetcher.ts'

export interface HttpSubgraph {
  readonly subgraph: string
  readonly url: string
  /** Shows the subgraph that the request is of its gateway. */
  readonly secret?: string | undefined
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>
  /** The largest answer that is read, packed or unpacked. */
  readonly maxBytes?: number
  readonly connections?: number
  /** Names of the headers of its responses that travel up to the client. */
  readonly headersToClient?: readonly string[]
  readonly tls?: TlsMaterial
  /** How long a connection is used, so that a change of DNS and a new machine behind the address are seen. */
  readonly connectionLifetimeMs?: number
  /** What of its errors a client may read besides what all subgraphs may say. */
  readonly errors?: ErrorSettings
  /** Has responses read in the order in which their requests came. */
  readonly scheduler: Scheduler
}

export interface HttpTransport {
  readonly call: GatewayFetcher
  close(): Promise<void>
}

export const MAX_RESPONSE_BYTES = 32 * 1024 * 1024
/** The most that are open to one address. */
export const CONNECTIONS = 128
const CONNECTION_LIFETIME_MS = 60_000

/** Calls a subgraph over HTTP on connections of its own that stay open. */
export function createHttpTransport(options: HttpSubgraph): HttpTransport {
  const {
    subgraph,
    url,
    secret,
    headers = {},
    maxBytes = MAX_RESPONSE_BYTES,
    connections: max = CONNECTIONS,
    tls = {},
    headersToClient = [],
    connectionLifetimeMs: lifetimeMs = CONNECTION_LIFETIME_MS,
    errors,
    scheduler,
  } = options
  const { origin, hostname, pathname, search } = new URL(url)
  const connections = new Connections(origin, {
    max,
    lifetimeMs,
    tls,
    now: performance.now.bind(performance),
  })
  const path = pathname + search
  const constant = {
    'content-type': 'application/json',
    accept: 'application/graphql-response+json, application/json;q=0.9',
    // On this machine packing costs more than it saves.
    ...(isLoopback(hostname.replace(/^\[|\]$/g, '')) ? {} : { 'accept-encoding': ACCEPTED_ENCODINGS }),
    ...headers,
    ...(secret === undefined ? {} : { [GATEWAY_SECRET_HEADER]: secret }),
  }
  const reading: Reading = {
    subgraph,
    maxBytes,
    headersToClient,
    scheduler,
    connections,
    readError: createReadError(errors),
  }
  const call: GatewayFetcher = (request, context) =>
    new Promise((resolve, reject) => {
      const handler = new ResponseHandler(request, context, reading, resolve, reject)
      connections.use((connection) => {
        if (!handler.begin(connection)) return
        // Copied by spreading, they would take twenty times as long.
        const sent = Object.assign(
          {},
          context.headers,
          constant,
          { 'x-request-id': context.requestId },
          traceHeadersOf(context.record, context.call),
        )
        connection.client.dispatch({ path, method: 'POST', headers: sent, body: request.body }, handler)
      })
    })
  return { call, close: () => connections.close() }
}

/** What the reading of all responses of one subgraph has in common. */
interface Reading {
  readonly subgraph: string
  readonly maxBytes: number
  readonly headersToClient: readonly string[]
  readonly scheduler: Scheduler
  readonly connections: Connections
  readonly readError: ReadError
}

/** Collects one response; undici's own `request` would wrap it in a stream that nobody here needs. */
class ResponseHandler implements Dispatcher.DispatchHandler {
  readonly #request: SubgraphRequest
  readonly #arrival: Arrival
  readonly #call: CallRecord | undefined
  readonly #reading: Reading
  readonly #taken: FetchContext['headersToClient']
  readonly #resolve: (answer: GatewayResponse) => void
  readonly #reject: (error: unknown) => void
  readonly #chunks: Buffer[] = []
  #connection: Connection | undefined
  #controller: Dispatcher.DispatchController | undefined
  #isReused = false
  #bytes = 0
  #status = 0
  #retryAfterMs: number | undefined
  #unpack: Unpack | undefined
  #cacheControl: CacheControl | undefined

  constructor(
    request: SubgraphRequest,
    { arrival, call, headersToClient: taken }: FetchContext,
    reading: Reading,
    resolve: (answer: GatewayResponse) => void,
    reject: (error: unknown) => void,
  ) {
    this.#request = request
    this.#arrival = arrival
    this.#call = call
    this.#reading = reading
    this.#taken = taken
    this.#resolve = resolve
    this.#reject = reject
    request.signal.addEventListener('abort', this.#giveUp, { once: true })
  }

  /** False where the request was given up before there was a connection for it. */
  begin(connection: Connection): boolean {
    if (this.#request.signal.aborted) {
      this.#giveUp()
      this.#reading.connections.release(connection)
      return false
    }
    this.#connection = connection
    return true
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    this.#isReused = (this.#connection?.answers ?? 0) > 0
    if (this.#request.signal.aborted) this.#giveUp()
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: ResponseHeaders): void {
    this.#status = status
    if (this.#call !== undefined) this.#call.status = status
    if (this.#taken !== undefined) this.#passUp(headers, this.#taken)
    const encoding = joined(headers['content-encoding'])
    if (encoding !== undefined && encoding !== 'identity') this.#expectPacked(controller, encoding)
    if (status >= 502 && status <= 504)
      this.#retryAfterMs = parseRetryAfter(joined(headers['retry-after']), Date.now())
    this.#cacheControl = parseCacheHeaders({
      cacheControl: joined(headers['cache-control']),
      age: joined(headers['age']),
      vary: joined(headers['vary']),
    })
  }

  #passUp(headers: ResponseHeaders, taken: Map<string, string>): void {
    for (const name of this.#reading.headersToClient) {
      const value = joined(headers[name])
      if (value === undefined) continue
      const before = taken.get(name)
      taken.set(name, before === undefined ? value : `${before}, ${value}`)
    }
  }

  #expectPacked(controller: Dispatcher.DispatchController, encoding: string): void {
    this.#unpack = findUnpack(encoding)
    if (this.#unpack !== undefined) return
    const got = JSON.stringify(encoding.slice(0, 40))
    controller.abort(this.#distrust(`packed its answer: expected ${ACCEPTED_ENCODINGS}; got ${got}`))
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length
    if (this.#bytes <= this.#reading.maxBytes) this.#chunks.push(chunk)
    else controller.abort(this.#tooLarge())
  }

  onResponseEnd(): void {
    const connection = this.#end()
    if (connection !== undefined) {
      connection.answers++
      this.#reading.connections.release(connection)
    }
    if (this.#unpack === undefined) this.#schedule(this.#joinChunks())
    else void this.#unpackAndSchedule(this.#unpack)
  }

  onResponseError(_controller: Dispatcher.DispatchController | undefined, error: Error): void {
    const connection = this.#end()
    if (connection !== undefined) this.#reading.connections.discard(connection)
    this.#reject(error instanceof GatewayError ? error : this.#unreachable(error))
  }

  /** The connection, which is free now; undefined where it has been given back before. */
  #end(): Connection | undefined {
    this.#request.signal.removeEventListener('abort', this.#giveUp)
    const connection = this.#connection
    this.#connection = undefined
    return connection
  }

  #joinChunks(): Buffer {
    const [first] = this.#chunks
    return this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks)
  }

  async #unpackAndSchedule(unpack: Unpack): Promise<void> {
    try {
      this.#schedule(await unpack(this.#joinChunks(), this.#reading.maxBytes))
    } catch (error) {
      const isTooLarge = error instanceof RangeError
      this.#reject(
        isTooLarge ? this.#tooLarge() : this.#distrust('gave an answer that cannot be unpacked', error),
      )
    }
  }

  #schedule(body: Buffer): void {
    this.#reading.scheduler.schedule(this.#arrival, () => this.#read(body))
  }

  #read(body: Buffer): void {
    const { subgraph, readError } = this.#reading
    try {
      if (this.#retryAfterMs !== undefined) throw refused(subgraph, this.#status, this.#retryAfterMs)
      const scalars = this.#request.fetch?.scalars
      const answer = parseResponse(subgraph, this.#status, body, scalars, readError)
      this.#resolve(
        this.#cacheControl === undefined ? answer : { ...answer, cacheControl: this.#cacheControl },
      )
    } catch (error) {
      this.#reject(error)
    }
  }

  #tooLarge(): Error {
    return malformed(this.#reading.subgraph, `gave an answer of more than ${this.#reading.maxBytes} bytes`)
  }

  #distrust(problem: string, cause?: unknown): Error {
    const { subgraph } = this.#reading
    return isSuccess(this.#status) ? malformed(subgraph, problem, cause) : refused(subgraph, this.#status)
  }

  #unreachable(error: Error): Error {
    // A peer may close a connection that it has kept open at the very moment when a request comes upon it.
    const isStale = this.#isReused && this.#status === 0 && isReset(error)
    return unreachable(this.#reading.subgraph, error, {
      isUnsent: this.#controller === undefined,
      retryAfterMs: isStale ? 0 : undefined,
    })
  }

  readonly #giveUp = (): void => {
    const reason = abandoned(this.#reading.subgraph, this.#request.signal.reason)
    this.#controller?.abort(reason)
    // A request that still waits for a connection cannot be aborted; its caller goes on all the same.
    this.#reject(reason)
  }
}

function isReset(error: Error): boolean {
  return 'code' in error && RESET_CODES.has(error.code)
}

const RESET_CODES: ReadonlySet<unknown> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'])

type ResponseHeaders = Readonly<Record<string, string | string[] | undefined>>

/** A header that is sent several times is one list (RFC 9110, 5.3). */
function joined(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value
}
