import type { OperationDefinitionNode } from 'graphql'
import { documentNotFound, GatewayError } from '../../errors.ts'
import type { HttpRequest } from '../http.ts'
import { readNaming, withDocumentText, type Naming } from './naming.ts'
import { sha256Hex } from '../../../kit/digest.ts'
import type { RegisteredDocuments } from './registered.ts'
import type { ReportUnlisted } from './reportUnlisted.ts'

/** Settings of the documents that clients may name by their hashes. */
export interface DocumentSettings {
  /** The bound of documents that clients register (automatic persisted queries). */
  readonly registeredBytes: number
  /** A manifest of operations that are known from the start. */
  readonly trustedFile: string | undefined
  readonly trustedMode: TrustMode
}

/** What becomes of an operation that is not on the list: it is answered, refused, or answered and reported. */
export type TrustMode = 'also' | 'only' | 'report'

/** Which documents a gateway knows by their hashes, and which it answers. */
export interface Documents {
  /**
   * The request with its document as text. Throws GatewayError PERSISTED_QUERY_NOT_FOUND, DOCUMENT_NOT_TRUSTED, and
   * BAD_REQUEST for a hash that is not its text's.
   */
  resolve(request: HttpRequest): Resolved | Promise<Resolved>
  register(document: HashedDocument): void
}

export interface Resolved {
  readonly request: HttpRequest
  /** The document that the client sent with its hash, to be registered once it is found to be valid. */
  readonly offered?: HashedDocument
  /** Whether the client named it by its hash alone, so that it need not know what stands in it. */
  readonly isRecalled?: boolean
}

export interface HashedDocument {
  readonly hash: string
  readonly text: string
}

/** The documents that the operator of the gateway has listed; a new list replaces the one before. */
export interface TrustedDocuments {
  readonly textOf: (hash: string) => string | undefined
  readonly isTrusted: (text: string) => boolean
  readonly mode: TrustMode
  /** Those that the list marks as tools for agents, by name. */
  readonly tools: ReadonlyMap<string, TrustedTool>
}

export interface TrustedTool {
  readonly name: string
  readonly text: string
  /** What it is for, in the words of the list. */
  readonly description: string
  readonly operation: OperationDefinitionNode
}

export const NO_TRUSTED_DOCUMENTS: TrustedDocuments = {
  textOf: () => undefined,
  isTrusted: () => false,
  mode: 'also',
  tools: new Map(),
}

/** Admits any document by its text: for queries of the gateway's own. */
export const ANY_TEXT: Documents = { resolve: (request) => ({ request }), register() {} }

/** `currentlyTrusted` may give another list with each request. */
export function createDocuments(
  registered: RegisteredDocuments,
  currentlyTrusted: () => TrustedDocuments,
  reportUnlisted: ReportUnlisted,
): Documents {
  const parts = { registered, reportUnlisted }
  return {
    resolve(request) {
      const naming = readNaming(request)
      const trusted = currentlyTrusted()
      switch (naming.kind) {
        case 'unclear':
          return { request }
        case 'text':
          admitText(reportUnlisted, trusted, request, naming.text)
          return { request }
        case 'hash':
          return naming.text === undefined
            ? recall(parts, trusted, request, naming.hash)
            : acceptOffered(parts, trusted, request, naming, naming.text)
        default:
          return naming satisfies never
      }
    },
    register: ({ hash, text }) => registered.register(hash, text),
  }
}

interface DocumentParts {
  readonly registered: RegisteredDocuments
  readonly reportUnlisted: ReportUnlisted
}

function acceptOffered(
  { reportUnlisted }: DocumentParts,
  trusted: TrustedDocuments,
  request: HttpRequest,
  { hash, member }: Extract<Naming, { kind: 'hash' }>,
  text: string,
): Resolved {
  if (sha256Hex(text) !== hash)
    throw new GatewayError(
      'BAD_REQUEST',
      `${member}: expected the SHA-256 of the query that came with it, ${sha256Hex(text)}; got ${hash}.`,
    )
  admitText(reportUnlisted, trusted, request, text)
  return { request: withDocumentText(request, text), offered: { hash, text } }
}

async function recall(
  { registered, reportUnlisted }: DocumentParts,
  trusted: TrustedDocuments,
  request: HttpRequest,
  hash: string,
): Promise<Resolved> {
  const listed = trusted.textOf(hash)
  if (listed !== undefined) return { request: withDocumentText(request, listed), isRecalled: true }
  if (trusted.mode === 'only') throw notTrusted()
  const text = await registered.recall(hash)
  if (text === undefined) throw documentNotFound()
  admitText(reportUnlisted, trusted, request, text)
  return { request: withDocumentText(request, text), isRecalled: true }
}

function admitText(
  reportUnlisted: ReportUnlisted,
  trusted: TrustedDocuments,
  { id }: HttpRequest,
  text: string,
): void {
  if (trusted.mode === 'also' || trusted.isTrusted(text)) return
  if (trusted.mode === 'only') throw notTrusted()
  reportUnlisted(text, id)
}

function notTrusted(): GatewayError {
  return new GatewayError(
    'DOCUMENT_NOT_TRUSTED',
    'This gateway answers only the operations on its list, and this one is not on it.',
  )
}
