import { LRUCache } from 'lru-cache'
import type { ResidentEntry } from './memory.ts'

/** A whole response that was assembled from entries, remembered so that it need not be assembled again. */
export interface Assembled<Answer> {
  readonly answer: Answer
  readonly parts: readonly ResidentEntry[]
  /** When the first of its entries is no longer fresh. */
  readonly freshUntil: number
}

/**
 * Assembled responses by the name of their request. One is dropped with the first of its entries that leaves the memory:
 * its values are those of the entries, and counted there.
 */
export class AssembledAnswers<Answer> {
  readonly #answers: LRUCache<string, Assembled<Answer>>
  readonly #keysOf = new Map<ResidentEntry, Set<string>>()

  constructor(maxBytes: number) {
    this.#answers = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: ({ parts }, key) => 200 + 2 * key.length + BYTES_OF_PART * parts.length,
      dispose: ({ parts }, key) => this.#unlink(parts, key),
    })
  }

  get size(): number {
    return this.#answers.size
  }

  get(key: string, now: number): Assembled<Answer> | undefined {
    const known = this.#answers.get(key)
    if (known === undefined || now < known.freshUntil) return known
    this.#answers.delete(key)
    return undefined
  }

  set(key: string, assembled: Assembled<Answer>): void {
    if (!assembled.parts.every(({ isLive }) => isLive)) return
    this.#answers.set(key, assembled)
    if (this.#answers.peek(key) === assembled) this.#link(assembled.parts, key)
  }

  /** Drops all responses that were assembled from an entry. */
  dropWith(part: ResidentEntry): void {
    for (const key of this.#keysOf.get(part) ?? []) this.#answers.delete(key)
  }

  #link(parts: readonly ResidentEntry[], key: string): void {
    for (const part of parts) {
      const keys = this.#keysOf.get(part) ?? new Set()
      this.#keysOf.set(part, keys)
      keys.add(key)
    }
  }

  #unlink(parts: readonly ResidentEntry[], key: string): void {
    for (const part of parts) {
      const keys = this.#keysOf.get(part)
      keys?.delete(key)
      if (keys?.size === 0) this.#keysOf.delete(part)
    }
  }
}

/** Its place in the list, and the set by which it is found. */
const BYTES_OF_PART = 150
