import type { IncomingMessage, ServerResponse } from 'node:http'
import { chooseCoding, type Coding } from './coding.ts'
import { compress, LEAST_COMPRESSED } from './compress.ts'
import { endLingering } from './endLingering.ts'

/** An answer whose body is whole. */
export interface WholeBody {
  readonly status: number
  /** Names in lower case; an `etag` is the strong one of the body as it is. They are completed in place. */
  readonly headers: Record<string, string | number>
  /** It must not change any more. */
  readonly body: Buffer
  /** Whether its length may be told to those who see the packets of the connection (docs/decisions/0027). */
  readonly mayCompress: boolean
  /** For a client that is still sending what nobody wants. */
  readonly endsConnection?: boolean
}

/** Sends a body in the coding that the client prefers, or 304 to a client that has it already. */
export function sendBody(
  request: IncomingMessage,
  response: ServerResponse,
  whole: WholeBody,
): void | Promise<void> {
  if (response.destroyed) return
  const { body, mayCompress } = whole
  const coding = mayCompress ? codingOf(request, body) : 'identity'
  if (hasAlready(request, whole)) return sendNotModified(response, whole, coding)
  if (whole.endsConnection) return sendLast(request, response, whole)
  if (coding === 'identity') return sendEncoded(response, whole, 'identity', body)
  const encoded = compress(body, coding)
  if (!(encoded instanceof Promise)) return sendEncoded(response, whole, coding, encoded)
  return encoded.then((bytes) => {
    if (!response.destroyed) sendEncoded(response, whole, coding, bytes)
  })
}

function codingOf({ headers }: IncomingMessage, { length }: Buffer): Coding {
  const { coding, refusesIdentity } = chooseCoding(headers['accept-encoding'])
  return length >= LEAST_COMPRESSED || (refusesIdentity && length > 0) ? coding : 'identity'
}

/** RFC 9110, 13.1.2: any of a list, compared weakly; `*` is whatever there is. */
function hasAlready({ headers }: IncomingMessage, { status, headers: { etag } }: WholeBody): boolean {
  const condition = headers['if-none-match']
  if (condition === undefined || etag === undefined || status !== 200) return false
  return condition.split(',').some((one) => ['*', etag].includes(one.trim().replace(/^W\//, '')))
}

function sendNotModified(response: ServerResponse, whole: WholeBody, coding: Coding): void {
  const { 'content-type': _, ...headers } = headersOf(response, whole, coding)
  response.writeHead(304, headers).end()
}

function sendLast(request: IncomingMessage, response: ServerResponse, whole: WholeBody): void {
  const { status, body } = whole
  const headers = headersOf(response, whole, 'identity')
  response.writeHead(status, { ...headers, 'content-length': body.length, connection: 'close' })
  response.write(body)
  endLingering(request, response)
}

/** Bytes. */
const SMALL = 16 * 1024

function sendEncoded(response: ServerResponse, whole: WholeBody, coding: Coding, bytes: Buffer): void {
  const headers = headersOf(response, whole, coding)
  headers['content-length'] = bytes.length
  if (bytes !== whole.body) headers['content-encoding'] = coding
  response.writeHead(whole.status, headers)
  // As text it goes out in one piece with the head; a large one is not worth the copy.
  if (bytes.length <= SMALL) response.end(bytes.toString('latin1'), 'latin1')
  else response.end(bytes)
}

/**
 * Completes the headers, given all at once: headers that are set one by one, or an object that is copied, cost more than
 * the rest of this file.
 */
function headersOf(
  response: ServerResponse,
  { headers, body, mayCompress }: WholeBody,
  coding: Coding,
): Record<string, string | number> {
  // A strong tag is of the very bytes, which differ by coding and by the version of its library (RFC 9110, 8.8.3).
  if (coding !== 'identity' && headers['etag'] !== undefined) headers['etag'] = `W/${headers['etag']}`
  if (mayCompress && body.length >= LEAST_COMPRESSED)
    headers['vary'] = join('Accept-Encoding', headers['vary'])
  // A `Vary` that was set before, such as that of CORS, still holds.
  const before = response.getHeader('vary')
  if (before !== undefined) headers['vary'] = join(String(before), headers['vary'])
  return headers
}

function join(names: string, others: string | number | undefined): string {
  return others === undefined ? names : `${names}, ${others}`
}
