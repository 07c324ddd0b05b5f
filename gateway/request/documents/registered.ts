import { LRUCache } from 'lru-cache'
import { sha256Hex } from '../../../kit/digest.ts'

/** Documents that clients have made known, by their hashes. */
export interface RegisteredDocuments {
  recall(hash: string): Promise<string | undefined>
  /** Only what has been found to be a valid operation is worth keeping. */
  register(hash: string, text: string): void
  /** What is kept here is taken to weigh so much. */
  bytes(): number
}

/** Where many gateways keep them for each other. None of its faults reaches a request: what fails is not found. */
export interface SharedTexts {
  read(hash: string): Promise<string | undefined>
  write(hash: string, text: string): Promise<void>
}

/** Beside its text, what an entry takes. */
const TEXT_ENTRY_BYTES = 200

/** Keeps what was asked for lately, up to so many bytes: anybody may register anything, and only pushes others out. */
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
