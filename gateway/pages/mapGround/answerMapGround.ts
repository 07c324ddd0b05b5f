import type { IncomingMessage, ServerResponse } from 'node:http'
import { parseRange, type ByteRange } from '../../../kit/http/range.ts'
import { sendBody } from '../../../kit/http/sendBody.ts'
import { answerJson } from '../../../kit/serve.ts'
import type { MapGround, PmtilesGround } from './openMapGround.ts'

export function pathOfMapGround({ kind }: MapGround): string {
  return `/map-ground.${kind}`
}

/** Kept by browsers and asked for anew by its tag. */
const KEPT = { 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' }

export function answerMapGround(
  ground: MapGround,
  request: IncomingMessage,
  response: ServerResponse,
): void | Promise<void> {
  if (ground.kind === 'pmtiles') return sendTiles(ground, request, response)
  const headers = { ...KEPT, 'content-type': 'application/geo+json', etag: ground.etag }
  return sendBody(request, response, { status: 200, headers, body: ground.body, mayCompress: true })
}

/** A map asks for directories and tiles of some kilobytes; nobody needs all of a file of gigabytes at once. */
const MOST_BYTES = 1_048_576

async function sendTiles(
  ground: PmtilesGround,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { size, mtimeMs } = await ground.handle.stat()
  if (size !== ground.size || mtimeMs !== ground.modifiedMs)
    return answerJson(response, 503, {
      error: 'The ground of the map was changed since the gateway started.',
    })
  const range = parseRange(request.headers.range, size)
  if (range === null || range === 'unsatisfiable' || range.last - range.first >= MOST_BYTES) {
    response.setHeader('content-range', `bytes */${size}`)
    const error = `This is asked for in ranges of at most ${MOST_BYTES} bytes.`
    return answerJson(response, 416, { error })
  }
  await sendRange(ground, range, request, response)
}

async function sendRange(
  { handle, size, etag }: PmtilesGround,
  { first, last }: ByteRange,
  { method }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.writeHead(206, {
    ...KEPT,
    'content-type': 'application/vnd.pmtiles',
    'accept-ranges': 'bytes',
    'content-range': `bytes ${first}-${last}/${size}`,
    'content-length': last - first + 1,
    etag,
  })
  if (method === 'HEAD') return void response.end()
  const part = Buffer.alloc(last - first + 1)
  const { bytesRead } = await handle.read(part, 0, part.length, first)
  // It was cut off since it was looked at: a client must not take less for the whole.
  if (bytesRead < part.length) response.destroy()
  else response.end(part)
}
