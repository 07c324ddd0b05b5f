import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { graphql, parse, subscribe } from 'graphql'
import { useServer } from 'graphql-ws/use/ws'
import { WebSocketServer } from 'ws'
import { defineSubgraph, type HonestSubgraph } from '../kit/federation/subgraph.ts'
import { findFreePort } from '../kit/redis.ts'

/** A subgraph elsewhere that serves a subscription of its own: prices, which the test tells. */
export interface Ticker {
  readonly subgraph: HonestSubgraph
  readonly sseUrl: string
  readonly webSocketUrl: string
  /** What clients of its subscriptions sent with them, one for each that ever began. */
  readonly begun: readonly IncomingHttpHeaders[]
  /** How many of its subscriptions are open. */
  open(): number
  /** Tells all that are open. */
  tell(price: number): void
  /** Says that there is no more. */
  complete(): void
  /** Cuts all connections and takes no more of them. */
  die(): Promise<void>
  revive(): Promise<void>
  /** How many events are made for one subscription and not taken. */
  held(): number
  stop(): Promise<void>
}

type Take = (result: IteratorResult<number, undefined>) => void

/** What is told and not read yet, and who waits for more. */
class Line implements AsyncIterableIterator<number, undefined> {
  readonly waiting: number[] = []
  #take: Take | undefined
  #isOver = false
  readonly #onEnd: () => void

  constructor(onEnd: () => void) {
    this.#onEnd = onEnd
  }

  push(price: number): void {
    const take = this.#take
    this.#take = undefined
    if (take === undefined) this.waiting.push(price)
    else take({ done: false, value: price })
  }

  end(): void {
    this.#isOver = true
    this.#onEnd()
    this.#take?.({ done: true, value: undefined })
  }

  async next(): Promise<IteratorResult<number, undefined>> {
    const price = this.waiting.shift()
    if (price !== undefined) return { done: false, value: price }
    if (this.#isOver) return { done: true, value: undefined }
    return new Promise((resolve) => (this.#take = resolve))
  }

  async return(): Promise<IteratorResult<number, undefined>> {
    this.end()
    return { done: true, value: undefined }
  }

  [Symbol.asyncIterator](): this {
    return this
  }
}

/** So long that many of them fill every buffer on the way. */
const NOTE = '.'.repeat(8_192)

export async function startTicker(): Promise<Ticker> {
  const lines = new Set<Line>()
  const begun: IncomingHttpHeaders[] = []
  const openLine = (): Line => {
    const line = new Line(() => lines.delete(line))
    lines.add(line)
    return line
  }
  const subgraph = defineSubgraph(
    'ticker',
    `type Query { lastPrice: Int }
     type Subscription { priceChanged(of: ID!): Price secretChanged: Int @authenticated }
     type Price { shop: Shop! cents: Int! note: String secret: Int @authenticated }
     type Shop @key(fields: "id") { id: ID! }`,
    {
      Query: { lastPrice: () => 7 },
      Subscription: {
        priceChanged: {
          subscribe: openLine,
          resolve: (cents: number, { of }: { of: string }) => {
            if (cents < 0) throw new Error('The price is below zero.')
            return { shop: { id: of }, cents, note: NOTE, secret: 1 }
          },
        },
      },
    },
  )
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { query, variables } = JSON.parse(await text(request))
    if (request.headers.accept !== 'text/event-stream') {
      const result = await graphql({ schema: subgraph.schema, source: query, variableValues: variables })
      return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result))
    }
    begun.push(request.headers)
    const events = await subscribe({
      schema: subgraph.schema,
      document: parse(query),
      variableValues: variables,
    })
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(':\n\n')
    if (!(Symbol.asyncIterator in events)) return void response.end()
    let drained = (): void => undefined
    response.on('drain', () => drained())
    const closed = once(response, 'close')
    void closed.then(() => events.return())
    for await (const event of events)
      if (!response.write(`event: next\r\ndata: ${JSON.stringify(event)}\r\n\r\n`))
        await Promise.race([new Promise<void>((resolve) => (drained = resolve)), closed])
    response.end('event: complete\ndata:\n\n')
  }
  const port = await findFreePort()
  let server = createServer()
  const listen = async (): Promise<void> => {
    server = createServer((request, response) => void serve(request, response))
    const sockets = new WebSocketServer({ server, path: '/ws' })
    useServer(
      {
        schema: subgraph.schema,
        onSubscribe: ({ extra }) => void begun.push(extra.request.headers),
      },
      sockets,
    )
    server.on('connection', (socket) => server.once('dead', () => socket.destroy()))
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  }
  const die = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve))
    server.emit('dead')
    await closed
    lines.clear()
  }
  await listen()
  return {
    subgraph,
    sseUrl: `http://127.0.0.1:${port}/graphql`,
    webSocketUrl: `ws://127.0.0.1:${port}/ws`,
    begun,
    open: () => lines.size,
    tell(price) {
      for (const line of lines) line.push(price)
    },
    complete() {
      for (const line of lines) line.end()
    },
    die,
    revive: listen,
    held: () => Math.max(0, ...[...lines].map(({ waiting }) => waiting.length)),
    stop: die,
  }
}
