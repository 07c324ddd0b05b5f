import { isRecord } from '../../kit/isRecord.ts'
import { GatewayError } from '../errors.ts'
import type { HttpRequest } from './http.ts'

/** The same as the extension, for tools whose requests have no room for one. */
export const PROVENANCE_HEADER = 'x-provenance'

/** The limit that an operation is within without its provenance, by the name that an error has for it. */
export const COST_WITH_PROVENANCE = 'costWithProvenance'

/**
 * Whether a request wants to be told what its answer is made of: by `extensions: { provenance: true }`, which counts more,
 * or by a header. Throws GatewayError BAD_REQUEST.
 */
export function asksForProvenance({ method, headers, body, search }: Asking): boolean {
  const extensions = method === 'GET' ? readExtensions(search) : isRecord(body) ? body.extensions : undefined
  const asked = isRecord(extensions) ? extensions.provenance : undefined
  if (asked == null) return readHeader(headers[PROVENANCE_HEADER])
  if (typeof asked === 'boolean') return asked
  throw new GatewayError(
    'BAD_REQUEST',
    `extensions.provenance: expected true or false; got ${JSON.stringify(asked)}.`,
  )
}

type Asking = Pick<HttpRequest, 'method' | 'headers' | 'body' | 'search'>

function readExtensions(search: string): unknown {
  const text = search.includes('extensions') ? new URLSearchParams(search).get('extensions') : null
  if (text === null || text === '') return undefined
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new GatewayError(
      'BAD_REQUEST',
      `extensions: expected JSON; got ${JSON.stringify(text)}.`,
      {},
      cause,
    )
  }
}

function readHeader(text: string | readonly string[] | undefined): boolean {
  if (text === undefined || text === 'false') return false
  if (text === 'true') return true
  throw new GatewayError(
    'BAD_REQUEST',
    `${PROVENANCE_HEADER}: expected true or false; got ${JSON.stringify(text)}.`,
  )
}

/** Whether what a body has under `extensions` asks for nothing else. */
export function asksForNothingElse(extensions: unknown): boolean {
  if (extensions == null) return true
  return isRecord(extensions) && Object.keys(extensions).every((name) => name === 'provenance')
}
