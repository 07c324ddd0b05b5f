import { GatewayError } from '../../errors.ts'
import type { HttpRequest } from '../http.ts'
import { isRecord } from '../../../kit/isRecord.ts'

/** How a request says which document it wants. */
export type Naming =
  | { readonly kind: 'text'; readonly text: string }
  /** By its SHA-256, as persisted queries do; with its text when the client registers it. */
  | { readonly kind: 'hash'; readonly hash: string; readonly text: string | undefined }
  /** Not as a GraphQL request does; Apollo Server says why, and lets none of these through. */
  | { readonly kind: 'unclear' }

/** Reads it as Apollo Server would. Throws GatewayError BAD_REQUEST for a hash that is none. */
export function readNaming({ method, body, search }: HttpRequest): Naming {
  if (method === 'GET') return readSearch(new URLSearchParams(search))
  if (method !== 'POST' || !isRecord(body)) return UNCLEAR
  const { query, extensions } = body
  if (query && typeof query !== 'string') return UNCLEAR
  if (extensions != null && !isRecord(extensions)) return UNCLEAR
  return namingOf(typeof query === 'string' ? query : undefined, extensions ?? {})
}

const UNCLEAR: Naming = { kind: 'unclear' }

function readSearch(parameters: URLSearchParams): Naming {
  const [text, ...otherTexts] = parameters.getAll('query')
  const [extensions = '{}', ...otherExtensions] = parameters.getAll('extensions')
  if (otherTexts.length > 0 || otherExtensions.length > 0) return UNCLEAR
  const parsed = parseRecord(extensions)
  return parsed === undefined ? UNCLEAR : namingOf(text, parsed)
}

function parseRecord(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

function namingOf(text: string | undefined, { persistedQuery }: Readonly<Record<string, unknown>>): Naming {
  if (persistedQuery) return { kind: 'hash', hash: readHash(persistedQuery), text }
  return text ? { kind: 'text', text } : UNCLEAR
}

function readHash(persistedQuery: unknown): string {
  const { version, sha256Hash } = isRecord(persistedQuery) ? persistedQuery : {}
  if (version !== 1)
    throw new GatewayError(
      'BAD_REQUEST',
      `extensions.persistedQuery.version: expected 1; got ${JSON.stringify(version) ?? 'nothing'}.`,
    )
  if (typeof sha256Hash !== 'string' || !isHash(sha256Hash))
    throw new GatewayError(
      'BAD_REQUEST',
      'extensions.persistedQuery.sha256Hash: expected the SHA-256 of the query as 64 hexadecimal digits.',
    )
  return sha256Hash
}

/** Lower case only: a document has one name. */
export function isHash(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text)
}

/** The same request with its document's text in place of the hash. */
export function withDocumentText(request: HttpRequest, text: string): HttpRequest {
  if (request.method === 'GET') return { ...request, search: withTextInSearch(request.search, text) }
  const { extensions: _, ...rest } = isRecord(request.body) ? request.body : {}
  return { ...request, body: { ...rest, query: text } }
}

function withTextInSearch(search: string, text: string): string {
  const parameters = new URLSearchParams(search)
  parameters.delete('extensions')
  parameters.set('query', text)
  return `?${parameters.toString()}`
}
