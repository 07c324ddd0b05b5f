import { LRUCache } from 'lru-cache'
import type { Held } from './memory.ts'

/** A whole answer that was put together from entries, remembered so that it need not be again. */
export interface Assembled<Answer> {
  readonly answer: Answer
  readonly parts: readonly Held[]
  /** When the first of its entries is no longer fresh. */
  readonly freshUntil: number
}

/** Whole answers by the text of their request. One is of use as long as each of its entries lies in memory and is fresh. */
export class AssembledAnswers<Answer> {
  readonly #answers: LRUCache<string, Assembled<Answer>>

  constructor(maxBytes: number) {
    this.#answers = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: ({ parts }, key) => 200 + 2 * key.length + 16 * parts.length,
    })
  }

  get(key: string, now: number): Assembled<Answer> | undefined {
    const known = this.#answers.get(key)
    if (known === undefined) return undefined
    if (now < known.freshUntil && known.parts.every(({ isLive }) => isLive)) return known
    this.#answers.delete(key)
    return undefined
  }

  set(key: string, assembled: Assembled<Answer>): void {
    this.#answers.set(key, assembled)
  }
}
