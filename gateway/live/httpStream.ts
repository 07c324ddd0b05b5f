import type { ServerResponse } from 'node:http'
import type { GatewayError } from '../errors.ts'
import type { Message } from './message.ts'
import type { StreamProtocol } from './acceptStream.ts'

/** How a protocol writes what a stream says. */
interface StreamForm {
  readonly contentType: string
  /** The beginning; `id` is the last event before it, where there is one to come back after. */
  begin(id: string | undefined): string
  readonly frame: (message: Message) => Buffer
  readonly beat: string
  /** An answer that is no event's: of a query, or the errors that end a subscription. */
  answer(body: string): string
  /** Nothing more comes. */
  readonly complete: string
  /** The client shall go on elsewhere, after so many milliseconds. */
  moved(milliseconds: number): string
}

/** A comment. */
const BEAT = ':\n\n'

/** GraphQL over SSE, distinct connections. */
const sse: StreamForm = {
  contentType: 'text/event-stream; charset=utf-8',
  // An id without data is no event to a page, and is what a client that comes back says it knows.
  begin: (id) => (id === undefined ? BEAT : `id: ${id}\n\n`),
  frame: ({ id, body, isResumable }) =>
    join(`${isResumable ? `id: ${id}\n` : ''}event: next\ndata: `, body, '\n\n'),
  beat: BEAT,
  answer: (body) => `event: next\ndata: ${body}\n\n`,
  complete: 'event: complete\ndata:\n\n',
  moved: (milliseconds) => `retry: ${milliseconds}\n\n`,
}

/** As Apollo's clients ask for it; a reader knows that a part is whole by the boundary behind it. */
const multipart: StreamForm = {
  contentType: 'multipart/mixed; boundary="graphql"; subscriptionSpec="1.0"',
  begin: () => '--graphql',
  frame: ({ body }) => join(`${PART}{"payload":`, body, '}\r\n--graphql'),
  beat: `\r\ncontent-type: application/json\r\n\r\n{}\r\n--graphql`,
  answer: (body) => `\r\ncontent-type: application/json\r\n\r\n{"payload":${body}}\r\n--graphql`,
  complete: '--\r\n',
  moved: () => '',
}

const PART = '\r\ncontent-type: application/json\r\n\r\n'

const FORMS: Readonly<Record<StreamProtocol, StreamForm>> = { sse, multipart }

function join(before: string, body: Buffer, after: string): Buffer {
  return Buffer.concat([Buffer.from(before), body, Buffer.from(after)])
}

/** A client of whom more than this is waiting in memory is slow. */
const MAX_WAITING_BYTES = 64 * 1024
/** So long at most a client waits before it comes back to another gateway. */
const LONGEST_RETRY_MS = 5_000
const SHORTEST_RETRY_MS = 250

/** The answer to one request as a stream. */
export class HttpStream {
  readonly #response: ServerResponse
  readonly #form: StreamForm

  constructor(response: ServerResponse, protocol: StreamProtocol) {
    this.#response = response
    this.#form = FORMS[protocol]
  }

  begin(id: string | undefined, headers: Readonly<Record<string, string>>): void {
    this.#response.writeHead(200, {
      'content-type': this.#form.contentType,
      'cache-control': 'no-store',
      // nginx would gather what is to be read at once.
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
      ...headers,
    })
    this.#response.write(this.#form.begin(id))
  }

  send(message: Message): boolean {
    this.#response.write(message.framed(this.#form.frame))
    return this.#response.writableLength <= MAX_WAITING_BYTES
  }

  beat(): void {
    // A slow client may take long to read the end; what is written behind it is an error of the process.
    if (this.#response.writableEnded) return
    if (this.#response.writableLength <= MAX_WAITING_BYTES) this.#response.write(this.#form.beat)
  }

  answer(body: Buffer): void {
    this.#response.write(this.#form.answer(body.toString()))
    this.#response.end(this.#form.complete)
  }

  /** There is no more. */
  complete(): void {
    this.#response.end(this.#form.complete)
  }

  /** Without a reason the client goes on elsewhere. */
  end(reason: GatewayError | undefined, random: () => number): void {
    if (reason !== undefined) return this.answer(Buffer.from(JSON.stringify({ errors: reason.entries })))
    const pause = SHORTEST_RETRY_MS + Math.floor(random() * (LONGEST_RETRY_MS - SHORTEST_RETRY_MS))
    this.#response.end(this.#form.moved(pause))
  }
}
