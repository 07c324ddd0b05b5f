import type { Dispatcher } from 'undici'
import { Pool } from 'undici'
import { GATEWAY_SECRET_HEADER } from '../../kit/gatewaySecret.ts'
import { parseCacheHeaders, type CacheControl } from '../cache/rules/cacheControl.ts'
import { GatewayError } from '../errors.ts'
import type { Arrival, Scheduler } from '../../kit/concurrency/scheduler.ts'
import type { SubgraphRequest } from '../../engine/index.ts'
import { parseResponse } from './parseResponse.ts'
import { abandoned, malformed, unreachable } from './failures.ts'
import type { FetchContext, GatewayFetcher, GatewayResponse } from './subgraphFetcher.ts'

export interface HttpSubgraph {
  readonly subgraph: string
  readonly url: string
  /** Shows the subgraph that the request is of its gateway. */
  readonly secret?: string | undefined
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>
  /** The largest answer that is read. */
  readonly maxBytes?: number
  readonly connections?: number
  /** Has responses read in the order in which their requests came. */
  readonly scheduler: Scheduler
}

export interface HttpTransport {
  readonly call: GatewayFetcher
  close(): Promise<void>
}

const MAX_RESPONSE_BYTES = 32 * 1024 * 1024
const CONNECTIONS = 128
/** Each call has a deadline of its own. */
const NO_TIMEOUTS = { headersTimeout: 0, bodyTimeout: 0 }

/** Calls a subgraph over HTTP on connections of its own that stay open. */
export function createHttpTransport(options: HttpSubgraph): HttpTransport {
  const {
    subgraph,
    url,
    secret,
    headers = {},
    maxBytes = MAX_RESPONSE_BYTES,
    connections = CONNECTIONS,
    scheduler,
  } = options
  const { origin, pathname, search } = new URL(url)
  const pool = new Pool(origin, { connections, pipelining: 1, keepAliveTimeout: 60_000, ...NO_TIMEOUTS })
  const constant = {
    'content-type': 'application/json',
    accept: 'application/graphql-response+json, application/json;q=0.9',
    ...headers,
    ...(secret === undefined ? {} : { [GATEWAY_SECRET_HEADER]: secret }),
  }
  const limits = { subgraph, maxBytes, scheduler }
  const call: GatewayFetcher = (request, context) =>
    new Promise((resolve, reject) => {
      const handler = new ResponseHandler(request, context, limits, resolve, reject)
      // Copied by spreading, they would take twenty times as long.
      const sent = Object.assign({}, context.headers, constant, { 'x-request-id': context.requestId })
      pool.dispatch({ path: pathname + search, method: 'POST', headers: sent, body: request.body }, handler)
    })
  return { call, close: () => pool.destroy() }
}

/** Collects one response; undici's own `request` would wrap it in a stream that nobody here needs. */
class ResponseHandler implements Dispatcher.DispatchHandler {
  readonly #request: SubgraphRequest
  readonly #arrival: Arrival
  readonly #subgraph: string
  readonly #maxBytes: number
  readonly #scheduler: Scheduler
  readonly #resolve: (answer: GatewayResponse) => void
  readonly #reject: (error: unknown) => void
  readonly #chunks: Buffer[] = []
  #controller: Dispatcher.DispatchController | undefined
  #bytes = 0
  #status = 0
  #cacheControl: CacheControl | undefined

  constructor(
    request: SubgraphRequest,
    { arrival }: FetchContext,
    { subgraph, maxBytes, scheduler }: Pick<Required<HttpSubgraph>, 'subgraph' | 'maxBytes' | 'scheduler'>,
    resolve: (answer: GatewayResponse) => void,
    reject: (error: unknown) => void,
  ) {
    this.#request = request
    this.#arrival = arrival
    this.#scheduler = scheduler
    this.#subgraph = subgraph
    this.#maxBytes = maxBytes
    this.#resolve = resolve
    this.#reject = reject
    request.signal.addEventListener('abort', this.#giveUp, { once: true })
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#request.signal.aborted) this.#giveUp()
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: ResponseHeaders,
  ): void {
    this.#status = status
    this.#cacheControl = parseCacheHeaders({
      cacheControl: joined(headers['cache-control']),
      age: joined(headers['age']),
      vary: joined(headers['vary']),
    })
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length
    if (this.#bytes <= this.#maxBytes) this.#chunks.push(chunk)
    else controller.abort(malformed(this.#subgraph, `gave an answer of more than ${this.#maxBytes} bytes`))
  }

  onResponseEnd(): void {
    this.#request.signal.removeEventListener('abort', this.#giveUp)
    this.#scheduler.schedule(this.#arrival, this.#read)
  }

  readonly #read = (): void => {
    const [first] = this.#chunks
    const whole = this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks)
    try {
      const scalars = this.#request.fetch?.scalars
      const answer = parseResponse(this.#subgraph, this.#status, whole, scalars)
      this.#resolve(
        this.#cacheControl === undefined ? answer : { ...answer, cacheControl: this.#cacheControl },
      )
    } catch (error) {
      this.#reject(error)
    }
  }

  onResponseError(_controller: Dispatcher.DispatchController | undefined, error: Error): void {
    this.#request.signal.removeEventListener('abort', this.#giveUp)
    this.#reject(error instanceof GatewayError ? error : unreachable(this.#subgraph, error))
  }

  readonly #giveUp = (): void => {
    const reason = abandoned(this.#subgraph, this.#request.signal.reason)
    this.#controller?.abort(reason)
    // A request that still waits for a connection cannot be aborted; its caller goes on all the same.
    this.#reject(reason)
  }
}

type ResponseHeaders = Readonly<Record<string, string | string[] | undefined>>

/** A header that is sent several times is one list (RFC 9110, 5.3). */
function joined(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value
}
