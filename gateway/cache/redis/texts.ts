import type { Redis } from '../../../kit/redis.ts'
import type { Breaker } from './breaker.ts'
import { TEXT_PREFIX, TEXTS_LENGTH, TEXTS_ORDER } from './names.ts'
import { KEEP_TEXT, runScript } from './scripts.ts'

export interface TextBounds {
  /** Of all texts together; the oldest is dropped first. */
  readonly bytes: number
  readonly milliseconds: number
}

/** Any client may register texts: they must not crowd out the entries of the cache. */
const BOUNDS: TextBounds = { bytes: 33_554_432, milliseconds: 86_400_000 }

/** Texts of operations by their hashes, for all gateways of one Redis. A fault is a text that is not found. */
export function shareTexts(
  { redis, breaker }: { readonly redis: Redis; readonly breaker: Breaker },
  { bytes, milliseconds }: TextBounds = BOUNDS,
) {
  return {
    async read(hash: string): Promise<string | undefined> {
      if (!redis.isReady) return undefined
      const text = await breaker.run(() => redis.send(['GET', TEXT_PREFIX + hash]))
      return Buffer.isBuffer(text) ? text.toString() : undefined
    },
    async write(hash: string, text: string): Promise<void> {
      if (!redis.isReady) return
      const length = Buffer.byteLength(text)
      const keys = [TEXT_PREFIX + hash, TEXTS_ORDER, TEXTS_LENGTH]
      const values = [text, String(length), String(milliseconds), String(bytes), TEXT_PREFIX, hash]
      await breaker.run(() => runScript(redis, KEEP_TEXT, keys, values))
    },
  }
}
