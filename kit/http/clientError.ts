import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'

interface Refusal {
  readonly status: number
  readonly code: string
  readonly message: string
}

const NOT_HTTP: Refusal = {
  status: 400,
  code: 'BAD_REQUEST',
  message: 'What came is not a well-formed HTTP request.',
}

/** By Node's code of what it could not read. */
const REFUSALS: ReadonlyMap<string | undefined, Refusal> = new Map([
  [
    'HPE_HEADER_OVERFLOW',
    {
      status: 431,
      code: 'HEADERS_TOO_LARGE',
      message: 'The head of a request, its address and headers, may have at most 16 KiB.',
    },
  ],
  [
    'ERR_HTTP_REQUEST_TIMEOUT',
    { status: 408, code: 'REQUEST_TIMEOUT', message: 'The request did not come whole in time.' },
  ],
])

/** Answers in JSON what Node refuses before there is a request, and ends the connection. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  // What comes behind it is as little read.
  if (socket.writableEnded) return
  if (error.code === 'ECONNRESET' || !socket.writable || hasBegunToAnswer(socket)) {
    socket.destroy()
    return
  }
  const { status, code, message } = REFUSALS.get(error.code) ?? NOT_HTTP
  const body = JSON.stringify({ errors: [{ message, extensions: { code } }] })
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
    'connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
  endReading(socket)
}

/** Milliseconds. */
const LINGERING = 1_000

/** Ends the connection once the client has closed it too, or soon: a reset would take the answer with it. */
function endReading(socket: Duplex): void {
  const timer = setTimeout(() => socket.destroy(), LINGERING)
  socket.once('end', () => socket.destroy())
  socket.once('close', () => clearTimeout(timer))
  socket.resume()
}

/** Another answer in the middle of one would be taken for a part of it. */
function hasBegunToAnswer(socket: Duplex & Partial<Pick<Socket, 'bytesWritten'>>): boolean {
  const answering: unknown = Reflect.get(socket, '_httpMessage')
  return typeof answering === 'object' && answering !== null && Reflect.get(answering, 'headersSent') === true
}
