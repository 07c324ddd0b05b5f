import type { IncomingMessage, ServerResponse } from 'node:http'
import type { PendingPart } from '../../../../engine/index.ts'
import type { GatewayError } from '../../../errors.ts'
import type { RateLimitFields } from '../../../traffic/budgets.ts'
import { acceptParts, type PartsAccept, type PartsFormat } from './acceptParts.ts'
import { writePart, type ToldPart } from './partsFormat.ts'
import type { PartsSink } from './tellParts.ts'

/** How a protocol frames JSON. */
interface Framing {
  contentType(parameter: string | undefined): string
  readonly begin: string
  readonly before: string
  readonly after: string
  readonly end: string
}

/** A reader knows that a part is whole by the boundary behind it. */
const multipart: Framing = {
  contentType: (parameter) =>
    `multipart/mixed; boundary="graphql"${parameter === undefined ? '' : `; ${parameter}`}`,
  begin: '--graphql',
  before: '\r\ncontent-type: application/json; charset=utf-8\r\n\r\n',
  after: '\r\n--graphql',
  end: '--\r\n',
}

/** GraphQL over SSE, distinct connections. */
const sse: Framing = {
  contentType: () => 'text/event-stream; charset=utf-8',
  begin: '',
  before: 'event: next\ndata: ',
  after: '\n\n',
  end: 'event: complete\ndata:\n\n',
}

const FRAMINGS: Readonly<Record<PartsAccept['protocol'], Framing>> = { multipart, sse }

/** A response in parts, if the request's client knows any; nothing of it is sent before the first part. */
export class PartsStream implements PartsSink {
  readonly isOnly: boolean
  readonly format: PartsFormat
  readonly #outgoing: ServerResponse
  readonly #accepted: PartsAccept
  readonly #headers: Readonly<Record<string, string>>
  readonly #assertGoesOn: () => void
  /** What the client still waits for. */
  readonly #open = new Map<number, PendingPart>()
  #hasBegun = false

  /** Undefined for a client that gets the whole at once. */
  static accept(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    requestId: string,
    left: RateLimitFields,
    assertGoesOn: () => void,
  ): PartsStream | undefined {
    const accepted = incoming.method === 'HEAD' ? null : acceptParts(incoming.headers.accept)
    if (accepted === null) return undefined
    return new PartsStream(outgoing, accepted, headersOf(requestId, left), assertGoesOn)
  }

  constructor(
    outgoing: ServerResponse,
    accepted: PartsAccept,
    headers: Readonly<Record<string, string>>,
    assertGoesOn: () => void,
  ) {
    this.isOnly = accepted.isOnly
    this.format = accepted.format
    this.#outgoing = outgoing
    this.#accepted = accepted
    this.#headers = headers
    this.#assertGoesOn = assertGoesOn
  }

  get hasBegun(): boolean {
    return this.#hasBegun
  }

  send(parts: readonly ToldPart[], headers: ReadonlyMap<string, string>): void {
    this.#assertGoesOn()
    for (const { pending, completed } of parts) {
      for (const one of pending) this.#open.set(one.id, one)
      for (const { of } of completed) this.#open.delete(of.id)
    }
    this.#write(
      parts.map((part) => writePart(part, this.format)),
      headers,
    )
  }

  /** A whole answer, for a client that can read nothing but parts. */
  sendWhole(body: Buffer): void {
    this.#write([Buffer.concat([body.subarray(0, -1), Buffer.from(',"hasNext":false}')])], new Map())
    this.end()
  }

  end(): void {
    this.#outgoing.end(FRAMINGS[this.#accepted.protocol].end)
  }

  /** Tells of all that is left that it will not come, and why. */
  fail({ entries }: GatewayError): void {
    const completed = [...this.#open.values()].map((of) => ({ of, errors: entries }))
    const last = { first: undefined, pending: [], increments: [], hasNext: false, extensions: undefined }
    this.#write([writePart({ ...last, completed }, this.format)], new Map())
    this.end()
  }

  #write(texts: readonly Buffer[], headers: ReadonlyMap<string, string>): void {
    const { contentType, begin, before, after } = FRAMINGS[this.#accepted.protocol]
    const pieces = texts.flatMap((text) => [Buffer.from(before), text, Buffer.from(after)])
    if (!this.#hasBegun) {
      this.#hasBegun = true
      this.#outgoing.writeHead(200, {
        ...Object.fromEntries(headers),
        ...this.#headers,
        'content-type': contentType(this.#accepted.parameter),
      })
      pieces.unshift(Buffer.from(begin))
    }
    this.#outgoing.write(Buffer.concat(pieces))
  }
}

function headersOf(requestId: string, left: RateLimitFields): Readonly<Record<string, string>> {
  return {
    'cache-control': 'no-store',
    vary: 'Accept',
    // nginx would gather what is to be read at once.
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
    'x-request-id': requestId,
    ratelimit: left.ratelimit,
    'ratelimit-policy': left['ratelimit-policy'],
  }
}
