import type { IncomingMessage } from 'node:http'

const MAX_BODY_BYTES = 8 * 1024 * 1024

/** The JSON of a request; undefined where it is none, or larger than 8 MiB. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) return undefined
    bytes += chunk.length
    // Read to its end, though not kept: to leave the loop would cut the connection before the refusal is sent.
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk)
  }
  if (bytes > MAX_BODY_BYTES) return undefined
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    return undefined
  }
}
