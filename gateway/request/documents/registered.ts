import { LRUCache } from 'lru-cache'
import { sha256Hex } from '../../../kit/digest.ts'

/** Documents that clients have registered, by their hashes. */
export interface RegisteredDocuments {
  recall(hash: string): Promise<string | undefined>
  /** Only what has been found to be a valid operation is worth keeping. */
  register(hash: string, text: string): void
  /** The estimated size of the registered documents. */
  bytes(): number
}

/** Shares registered documents between gateways. None of its faults reaches a request: a read that fails finds nothing. */
export interface SharedTexts {
  read(hash: string): Promise<string | undefined>
  write(hash: string, text: string): Promise<void>
}

/** What an entry takes besides its text. */
const TEXT_ENTRY_BYTES = 200

/**
 * Remembers the documents used last, up to so many bytes: anybody may register any valid document, which only evicts
 * others.
 */
export function createRegisteredDocuments(
  maxBytes: number,
  shared: SharedTexts | undefined,
): RegisteredDocuments {
  const texts = new LRUCache<string, string>({
    maxSize: maxBytes,
    sizeCalculation: (text) => Buffer.byteLength(text) + TEXT_ENTRY_BYTES,
  })
  return {
    async recall(hash) {
      const known = texts.get(hash)
      if (known !== undefined || shared === undefined) return known
      const text = await shared.read(hash)
      if (text === undefined || sha256Hex(text) !== hash) return undefined
      texts.set(hash, text)
      return text
    },
    register(hash, text) {
      if (texts.get(hash) !== undefined) return
      texts.set(hash, text)
      // Nobody waits for it: until it is there, another gateway asks its client for the text.
      void shared?.write(hash, text)
    },
    bytes: () => texts.calculatedSize,
  }
}
