import { GatewayError } from '../../errors.ts'
import type { HttpRequest } from '../http.ts'
import { readNaming, withDocumentText, type Naming } from './naming.ts'
import { sha256Hex } from '../../../kit/digest.ts'
import type { RegisteredDocuments } from './registered.ts'

/** Settings of the documents that clients may name by their hashes. */
export interface DocumentSettings {
  /** The bound of documents that clients register (automatic persisted queries). */
  readonly registeredBytes: number
  /** A manifest of operations that are known from the start. */
  readonly trustedFile: string | undefined
  /** Whether nothing else is answered. */
  readonly trustedOnly: boolean
}

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
}

export interface HashedDocument {
  readonly hash: string
  readonly text: string
}

/** The documents that the operator of the gateway has listed; a new list replaces the one before. */
export interface TrustedDocuments {
  readonly textOf: (hash: string) => string | undefined
  readonly isTrusted: (text: string) => boolean
  /** Whether nothing else is answered. */
  readonly isExclusive: boolean
}

export const NO_TRUSTED_DOCUMENTS: TrustedDocuments = {
  textOf: () => undefined,
  isTrusted: () => false,
  isExclusive: false,
}

/** Admits any document by its text: for queries of the gateway's own. */
export const ANY_TEXT: Documents = { resolve: (request) => ({ request }), register() {} }

/** `currentlyTrusted` may give another list with each request. */
export function createDocuments(
  registered: RegisteredDocuments,
  currentlyTrusted: () => TrustedDocuments,
): Documents {
  return {
    resolve(request) {
      const naming = readNaming(request)
      const trusted = currentlyTrusted()
      switch (naming.kind) {
        case 'unclear':
          return { request }
        case 'text':
          assertAdmitted(trusted, naming.text)
          return { request }
        case 'hash':
          return naming.text === undefined
            ? recall(registered, trusted, request, naming.hash)
            : acceptOffered(trusted, request, naming, naming.text)
        default:
          return naming satisfies never
      }
    },
    register: ({ hash, text }) => registered.register(hash, text),
  }
}

function acceptOffered(
  trusted: TrustedDocuments,
  request: HttpRequest,
  { hash }: Extract<Naming, { kind: 'hash' }>,
  text: string,
): Resolved {
  if (sha256Hex(text) !== hash)
    throw new GatewayError(
      'BAD_REQUEST',
      `extensions.persistedQuery.sha256Hash: expected the SHA-256 of the query that came with it, ${sha256Hex(text)}; got ${hash}.`,
    )
  assertAdmitted(trusted, text)
  return { request: withDocumentText(request, text), offered: { hash, text } }
}

async function recall(
  registered: RegisteredDocuments,
  trusted: TrustedDocuments,
  request: HttpRequest,
  hash: string,
): Promise<Resolved> {
  const listed = trusted.textOf(hash)
  if (listed !== undefined) return { request: withDocumentText(request, listed) }
  if (trusted.isExclusive) throw notTrusted()
  const text = await registered.recall(hash)
  // Clients know this failure by its code or by these very words, and send the text.
  if (text === undefined) throw new GatewayError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound')
  return { request: withDocumentText(request, text) }
}

function assertAdmitted(trusted: TrustedDocuments, text: string): void {
  if (trusted.isExclusive && !trusted.isTrusted(text)) throw notTrusted()
}

function notTrusted(): GatewayError {
  return new GatewayError(
    'DOCUMENT_NOT_TRUSTED',
    'This gateway answers only the operations on its list, and this one is not on it.',
  )
}
