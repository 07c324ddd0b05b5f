import { GatewayError } from '../../errors.ts'
import type { HttpRequest } from '../http.ts'
import { isRecord } from '../../../kit/isRecord.ts'

/** How a request says which document it wants. */
export type Naming =
  | { readonly kind: 'text'; readonly text: string }
  /**
   * By its SHA-256, as persisted queries and `documentId` (GraphQL over HTTP, appendix A) do, in the member that is
   * named; with its text when the client registers it.
   */
  | {
      readonly kind: 'hash'
      readonly hash: string
      readonly member: HashMember
      readonly text: string | undefined
    }
  /** Not as a GraphQL request does; Apollo Server says why, and lets none of these through. */
  | { readonly kind: 'unclear' }

export type HashMember = 'documentId' | 'extensions.persistedQuery.sha256Hash'

/** Reads it as Apollo Server would, which knows no `documentId`. Throws GatewayError BAD_REQUEST for a hash that is none. */
export function readNaming({ method, body, search }: HttpRequest): Naming {
  if (method === 'GET') return readSearch(new URLSearchParams(search))
  if (method !== 'POST' || !isRecord(body)) return UNCLEAR
  const { query, extensions, documentId } = body
  if (query && typeof query !== 'string') return UNCLEAR
  if (extensions != null && !isRecord(extensions)) return UNCLEAR
  return namingOf(typeof query === 'string' ? query : undefined, extensions ?? {}, documentId ?? undefined)
}

const UNCLEAR: Naming = { kind: 'unclear' }

function readSearch(parameters: URLSearchParams): Naming {
  const [text, ...otherTexts] = parameters.getAll('query')
  const [extensions = '{}', ...otherExtensions] = parameters.getAll('extensions')
  if (otherTexts.length > 0 || otherExtensions.length > 0) return UNCLEAR
  const parsed = parseRecord(extensions)
  const [documentId, ...otherIds] = parameters.getAll('documentId')
  if (otherIds.length > 0) throw new GatewayError('BAD_REQUEST', 'documentId: expected one; got several.')
  return parsed === undefined ? UNCLEAR : namingOf(text, parsed, documentId)
}

function parseRecord(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

function namingOf(
  text: string | undefined,
  { persistedQuery }: Readonly<Record<string, unknown>>,
  documentId: unknown,
): Naming {
  if (documentId !== undefined && persistedQuery)
    throw new GatewayError('BAD_REQUEST', 'Expected documentId or extensions.persistedQuery; got both.')
  if (documentId !== undefined) return byHash('documentId', documentId, text)
  if (persistedQuery) return byHash('extensions.persistedQuery.sha256Hash', hashIn(persistedQuery), text)
  return text ? { kind: 'text', text } : UNCLEAR
}

function hashIn(persistedQuery: unknown): unknown {
  const { version, sha256Hash } = isRecord(persistedQuery) ? persistedQuery : {}
  if (version === 1) return sha256Hash
  throw new GatewayError(
    'BAD_REQUEST',
    `extensions.persistedQuery.version: expected 1; got ${JSON.stringify(version) ?? 'nothing'}.`,
  )
}

function byHash(member: HashMember, value: unknown, text: string | undefined): Naming {
  const hash = typeof value === 'string' ? withoutPrefix(value) : ''
  if (isHash(hash)) return { kind: 'hash', hash, member, text }
  throw new GatewayError(
    'BAD_REQUEST',
    `${member}: expected the SHA-256 of the query as 64 hexadecimal digits, with or without "sha256:" before it.`,
  )
}

/** As GraphQL over HTTP writes a hash (appendix A), and generators of manifests do. */
export function withoutPrefix(hash: string): string {
  return hash.startsWith('sha256:') ? hash.slice('sha256:'.length) : hash
}

/** Lower case only: a document has one name. */
export function isHash(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text)
}

/** The same request with its document's text in place of the hash. */
export function withDocumentText(request: HttpRequest, text: string): HttpRequest {
  if (request.method === 'GET') return { ...request, search: withTextInSearch(request.search, text) }
  const { extensions: _extensions, documentId: _id, ...rest } = isRecord(request.body) ? request.body : {}
  return { ...request, body: { ...rest, query: text } }
}

function withTextInSearch(search: string, text: string): string {
  const parameters = new URLSearchParams(search)
  parameters.delete('extensions')
  parameters.delete('documentId')
  parameters.set('query', text)
  return `?${parameters.toString()}`
}
