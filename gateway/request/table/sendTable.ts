import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable, type Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { chooseCoding } from '../../../kit/http/coding.ts'
import { createCompressor, type CompressedCoding } from '../../../kit/http/compress.ts'
import { addVary } from '../../../kit/http/vary.ts'
import { FORMATS, writeRows, type Format, type NamedRows } from './format.ts'

export interface Table {
  readonly format: Format
  /** More than one for a workbook alone. */
  readonly lists: readonly [NamedRows, ...NamedRows[]]
  /** Of the file that a browser makes of it; undefined where it is not for saving. */
  readonly fileName?: string
  readonly headers: Readonly<Record<string, string>>
  readonly mayCompress: boolean
}

/** Sends rows as they come; a fault on the way breaks the connection, so that half a table never looks whole. */
export async function sendTable(
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
  table: Table,
): Promise<void> {
  const { format, lists, fileName, headers } = table
  const coding = codingOf(request, table)
  if (mayBeCompressed(table)) addVary(response, 'Accept-Encoding')
  response.writeHead(200, {
    ...headers,
    'content-type': FORMATS[format],
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-request-id': requestId,
    ...(coding !== undefined && { 'content-encoding': coding }),
    ...(fileName !== undefined && { 'content-disposition': `attachment; filename="${fileName}.${format}"` }),
  })
  if (request.method === 'HEAD') return void response.end()
  const rows = Readable.from(inChunks(writeRows(format, ...lists)))
  const compressors: readonly Transform[] = coding === undefined ? [] : [createCompressor(coding)]
  await pipeline([rows, ...compressors, response])
}

function codingOf({ headers }: IncomingMessage, table: Table): CompressedCoding | undefined {
  const { coding } = chooseCoding(headers['accept-encoding'])
  return coding === 'identity' || !mayBeCompressed(table) ? undefined : coding
}

/** A workbook is compressed by itself. */
function mayBeCompressed({ format, mayCompress }: Table): boolean {
  return mayCompress && format !== 'xlsx'
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
