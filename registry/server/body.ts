import type { IncomingMessage } from 'node:http'
import type { z } from 'zod'
import { shortLine } from '../../kit/shortLine.ts'
import { BadRequest, TooLarge } from '../refusals.ts'

/** A schema of the largest size, and its entry; JSON writes each line break as two characters. */
export const MOST_BODY_BYTES = 3_000_000

/** Reads a body of JSON. Throws TooLarge or BadRequest. */
export async function readBody<S extends z.ZodType>(
  request: IncomingMessage,
  shape: S,
): Promise<z.output<S>> {
  const type = request.headers['content-type'] ?? 'none'
  // A page in somebody's browser cannot send it without being asked first.
  if (!/^application\/json\b/.test(type))
    throw new BadRequest(`Expected the content type application/json; got ${shortLine(type)}.`)
  const { data, error } = shape.safeParse(parseJson(await readText(request)))
  if (data !== undefined) return data
  const issue = error?.issues[0]
  throw new BadRequest(
    `Expected another body; at ${issue?.path.join('.') || 'its top'}: ${shortLine(issue?.message ?? '')}.`,
  )
}

async function readText(request: IncomingMessage): Promise<string> {
  const declared = Number(request.headers['content-length'] ?? 0)
  if (declared > MOST_BODY_BYTES) throw tooLarge(String(declared))
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    const part = Buffer.from(chunk)
    bytes += part.length
    if (bytes > MOST_BODY_BYTES) throw tooLarge(`more than ${MOST_BODY_BYTES}`)
    chunks.push(part)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch {
    throw new BadRequest('Expected a body in UTF-8; got another encoding.')
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new BadRequest('Expected a body of JSON; got something else.')
  }
}

function tooLarge(came: string): TooLarge {
  return new TooLarge(`Expected a body of at most ${MOST_BODY_BYTES} bytes; got ${came}.`)
}
