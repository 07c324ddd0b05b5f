import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { FORMATS, writeRows, type Format, type NamedRows } from './format.ts'

export interface Table {
  readonly format: Format
  /** More than one for a workbook alone. */
  readonly lists: readonly [NamedRows, ...NamedRows[]]
  /** Of the file that a browser makes of it; undefined where it is not for saving. */
  readonly fileName?: string
  readonly headers: Readonly<Record<string, string>>
}

/** Sends rows as they come; a fault on the way breaks the connection, so that half a table never looks whole. */
export async function sendTable(response: ServerResponse, requestId: string, table: Table): Promise<void> {
  const { format, lists, fileName, headers } = table
  response.writeHead(200, {
    ...headers,
    'content-type': FORMATS[format],
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-request-id': requestId,
    ...(fileName !== undefined && { 'content-disposition': `attachment; filename="${fileName}.${format}"` }),
  })
  await pipeline(Readable.from(inChunks(writeRows(format, ...lists))), response)
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
