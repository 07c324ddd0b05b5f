import { createHash } from 'node:crypto'
import { createRequest, formatDocument, stringifyDocument } from '@urql/core'

/**
 * A plugin of codegen: our operations by the hash of the text that is sent, which is what an operator's
 * `TRUSTED_DOCUMENTS_FILE` takes.
 */
export function plugin(_schema, documents) {
  const definitions = documents.flatMap(({ document }) => document.definitions)
  const texts = definitions.map((definition) => textOf({ kind: 'Document', definitions: [definition] }))
  return JSON.stringify(Object.fromEntries(texts.map((text) => [sha256(text), text])), null, 2)
}

/** As the client writes it: the cache asks for `__typename` everywhere. */
function textOf(document) {
  return stringifyDocument(formatDocument(createRequest(document, {}).query))
}

function sha256(text) {
  return createHash('sha256').update(text).digest('hex')
}
