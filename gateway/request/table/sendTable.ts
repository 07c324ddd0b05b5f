import { createHash } from 'node:crypto'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { FORMATS, writeRows, type Format, type NamedRows } from './format.ts'
import { parseRange } from './range.ts'
import { readWhole, type TableBudget } from './readWhole.ts'

export interface Table {
  readonly format: Format
  /** More than one for a workbook alone. */
  readonly lists: readonly [NamedRows, ...NamedRows[]]
  /** Of the file that a browser makes of it; undefined where it is not for saving. */
  readonly fileName?: string
  /** Asked when the head is written, with what the rows have told until then, and again after the last row. */
  readonly headers: (rows: 'all' | 'some') => Readonly<Record<string, string>>
}

/**
 * Sends a table that is made before its first byte, with its length, so that a fault is an error status; a larger one
 * as it comes, where a fault breaks the connection: half a table never looks whole.
 */
export async function sendTable(
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
  table: Table,
  budget: TableBudget,
): Promise<void> {
  const pieces = inChunks(writeRows(table.format, ...table.lists))
  try {
    const beginning = await readWhole(pieces, budget)
    response.once('close', beginning.release)
    if (response.destroyed) return beginning.release()
    const headers = { ...headersOf(table, requestId), ...table.headers(beginning.isWhole ? 'all' : 'some') }
    if (beginning.isWhole) sendWhole(request, response, headers, beginning.bytes)
    else await sendAsItComes(request, response, headers, beginning.bytes, pieces, table)
  } finally {
    await pieces.return(undefined)
  }
}

function headersOf({ format, fileName }: Table, requestId: string): OutgoingHttpHeaders {
  return {
    'content-type': FORMATS[format],
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-request-id': requestId,
    ...(fileName !== undefined && { 'content-disposition': `attachment; filename="${fileName}.${format}"` }),
  }
}

function sendWhole(
  request: IncomingMessage,
  response: ServerResponse,
  head: OutgoingHttpHeaders,
  bytes: Buffer,
): void {
  const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`
  const headers = { ...head, etag, 'accept-ranges': 'bytes' }
  if (hasAlready(request, etag)) return void response.writeHead(304, headers).end()
  const range = wantsPart(request, etag) ? parseRange(request.headers.range, bytes.length) : null
  if (range === 'unsatisfiable') {
    response.writeHead(416, { ...headers, 'content-range': `bytes */${bytes.length}`, 'content-length': 0 })
    return void response.end()
  }
  const part = range === null ? bytes : bytes.subarray(range.first, range.last + 1)
  response.writeHead(range === null ? 200 : 206, {
    ...headers,
    'content-length': part.length,
    ...(range !== null && { 'content-range': `bytes ${range.first}-${range.last}/${bytes.length}` }),
  })
  response.end(request.method === 'HEAD' ? undefined : part)
}

/** RFC 9110, 13.1.2: any of a list, compared weakly; `*` is whatever there is. */
function hasAlready({ headers }: IncomingMessage, etag: string): boolean {
  const condition = headers['if-none-match']
  if (condition === undefined) return false
  return condition.split(',').some((one) => ['*', etag].includes(one.trim().replace(/^W\//, '')))
}

/** The parts of two tables do not fit together: with another tag in `If-Range` the whole is sent. */
function wantsPart({ method, headers }: IncomingMessage, etag: string): boolean {
  const condition = headers['if-range']
  return method === 'GET' && (condition === undefined || condition === etag)
}

/** What only the last row tells stands in the trailers. */
async function sendAsItComes(
  request: IncomingMessage,
  response: ServerResponse,
  headers: OutgoingHttpHeaders,
  beginning: Buffer,
  rest: AsyncIterable<Buffer>,
  table: Table,
): Promise<void> {
  response.writeHead(200, { ...headers, trailer: MISSING_CELLS })
  if (request.method === 'HEAD') return void response.end()
  try {
    await pipeline(Readable.from(joined(beginning, rest)), response, { end: false })
  } catch (error) {
    response.destroy()
    throw error
  }
  response.addTrailers({ [MISSING_CELLS]: table.headers('all')[MISSING_CELLS] ?? '0' })
  response.end()
}

/** How many cells of the rows are empty because of an error. */
export const MISSING_CELLS = 'x-missing-cells'

async function* joined(beginning: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield beginning
  yield* rest
}

const CHUNK = 65_536

/** A write for each row would cost more than the row. */
async function* inChunks(pieces: AsyncIterable<string | Uint8Array>): AsyncGenerator<Buffer> {
  let text = ''
  for await (const piece of pieces) {
    if (typeof piece !== 'string') yield Buffer.from(piece)
    else if ((text += piece).length >= CHUNK) {
      yield Buffer.from(text)
      text = ''
    }
  }
  if (text !== '') yield Buffer.from(text)
}
