import { EventEmitter } from 'node:events'
import { WebSocket, type RawData } from 'ws'
import { isRecord } from '../../../kit/isRecord.ts'
import { malformed, refusedSubscription, timedOut, unreachable } from '../failures.ts'
import type { EventAddress, EventsRequest } from './eventsRequest.ts'

const PROTOCOL = 'graphql-transport-ws'
/** On a connection of its own there is one. */
const ID = '1'
/** So often a subgraph has to show that it lives. */
const BEAT_MS = 15_000
/** The subgraph is read no further while so many of its messages wait. */
const MOST_WAITING = 16

/** What a subgraph tells over `graphql-transport-ws`: each message that has an answer, as text, until it is complete. */
export async function* followWebSocket(
  { url, tls, deadlineMs, maxBytes }: EventAddress,
  { subgraph, body, headers, clientHeaders, signal }: EventsRequest,
): AsyncGenerator<string, void, undefined> {
  const socket = new WebSocket(url, PROTOCOL, {
    headers: { ...headers },
    ...tls,
    maxPayload: maxBytes,
    handshakeTimeout: deadlineMs,
    perMessageDeflate: false,
  })
  const inbox = new Inbox(socket, subgraph)
  const close = (): void => socket.terminate()
  signal.addEventListener('abort', close)
  const deadline = setTimeout(() => inbox.fail(timedOut(subgraph, deadlineMs)), deadlineMs)
  const stopBeating = beat(socket)
  try {
    if (signal.aborted) return
    socket.once('open', () =>
      socket.send(JSON.stringify({ type: 'connection_init', payload: clientHeaders })),
    )
    let isAcknowledged = false
    for (;;) {
      const text = await inbox.next()
      if (text === undefined) throw unreachable(subgraph)
      const message = readMessage(subgraph, text)
      if (message.type === 'ping') socket.send('{"type":"pong"}')
      else if (message.type === 'connection_ack' && !isAcknowledged) {
        isAcknowledged = true
        clearTimeout(deadline)
        socket.send(`{"id":"${ID}","type":"subscribe","payload":${body}}`)
      } else if (message.id === ID && message.type === 'next') yield text
      else if (message.id === ID && message.type === 'error') throw refusedSubscription(subgraph)
      else if (message.id === ID && message.type === 'complete') return
      else if (message.type !== 'pong')
        throw malformed(subgraph, `sent a message that "${PROTOCOL}" does not know here`)
    }
  } finally {
    clearTimeout(deadline)
    stopBeating()
    signal.removeEventListener('abort', close)
    if (socket.readyState === WebSocket.OPEN) socket.close(NORMAL)
    else socket.terminate()
  }
}

/** RFC 6455, 7.4.1. */
const NORMAL = 1000
/** From here on the protocol's own codes say why a client is refused. */
const REFUSALS = 4_400

/** The messages that have come and are not taken; the socket is paused while too many are. */
class Inbox {
  readonly #socket: WebSocket
  readonly #waiting: string[] = []
  readonly #news = new EventEmitter()
  #failure: Error | undefined
  #isClosed = false

  constructor(socket: WebSocket, subgraph: string) {
    this.#socket = socket
    socket.on('message', (data: RawData) => {
      this.#waiting.push(String(data))
      if (this.#waiting.length >= MOST_WAITING) socket.pause()
      this.#news.emit('news')
    })
    socket.on('error', () => {
      // It is followed by its close.
    })
    socket.once('close', (code) => {
      if (code >= REFUSALS && code < 5_000) this.#failure ??= refusedSubscription(subgraph)
      this.#isClosed = true
      this.#news.emit('news')
    })
  }

  fail(failure: Error): void {
    this.#failure = failure
    this.#news.emit('news')
  }

  /** Undefined where the connection is closed and all is taken. */
  async next(): Promise<string | undefined> {
    for (;;) {
      if (this.#failure !== undefined) throw this.#failure
      const text = this.#waiting.shift()
      if (text !== undefined) {
        if (this.#socket.isPaused && this.#waiting.length === 0) this.#socket.resume()
        return text
      }
      if (this.#isClosed) return undefined
      await new Promise((resolve) => this.#news.once('news', resolve))
    }
  }
}

/** Ends a connection whose other end does not answer any more. */
function beat(socket: WebSocket): () => void {
  let isSilent = false
  socket.on('pong', () => {
    isSilent = false
  })
  const timer = setInterval(() => {
    // What is held back hides its pongs too.
    if (socket.readyState !== WebSocket.OPEN || socket.isPaused) return
    if (isSilent) socket.terminate()
    isSilent = true
    socket.ping()
  }, BEAT_MS)
  timer.unref()
  return () => clearInterval(timer)
}

interface ServerMessage {
  readonly type: string
  readonly id: unknown
}

function readMessage(subgraph: string, text: string): ServerMessage {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw malformed(subgraph, 'sent a message that is not JSON', cause)
  }
  if (!isRecord(value) || typeof value.type !== 'string')
    throw malformed(subgraph, `sent a message that is none of "${PROTOCOL}"`)
  return { type: value.type, id: value.id }
}
