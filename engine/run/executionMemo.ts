import type { Projected } from '../project/projected.ts'
import type { PreparedFetch } from './preparedFetch.ts'

/** A step of executions with the same plan, variables and responses so far, with the fetches and answer that follow. */
export interface MemoStep {
  /** By call; null when there was nothing to fetch. */
  readonly fetches: Map<number, PreparedFetch | null>
  readonly next: WeakMap<object, MemoStep>
  /** The whole answer, where all calls have ended without an error. */
  answer: Projected | undefined
}

/** What an entry takes besides its text. */
const ENTRY_BYTES = 200
const MAX_VARIABLES_LENGTH = 2_000
const MAX_STARTS = 64

/**
 * The execution memo: the fetches and the answer that follow from a plan, variables and the responses so far. Requests that
 * got the very same responses, coalesced or from a cache, send the same next fetch and give the same answer; so both are
 * computed once. Steps hang on the responses' ids and are forgotten with them. Since a cache may hold responses for a day,
 * the oldest entries are also forgotten when all together weigh more than `maxBytes`.
 */
export class ExecutionMemo {
  readonly #maxBytes: number
  /** The weight of each entry, the oldest first. */
  readonly #accounts = new Map<number, { readonly step: WeakRef<MemoStep>; readonly bytes: number }>()
  #nextAccount = 0
  #bytes = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /** The estimated size of all entries. */
  get bytes(): number {
    return this.#bytes
  }

  /** Remembers the fetch of a call at a step; null when there was nothing to fetch. */
  rememberFetch(step: MemoStep, call: number, fetch: PreparedFetch | null): void {
    step.fetches.set(call, fetch)
    this.#account(step, fetch === null ? 0 : fetch.body.length)
  }

  /** Remembers the answer at a step. */
  rememberAnswer(step: MemoStep, answer: Projected): void {
    step.answer = answer
    this.#account(step, answer.envelope.length)
  }

  #account(step: MemoStep, length: number): void {
    const bytes = length + ENTRY_BYTES
    this.#accounts.set(this.#nextAccount++, { step: new WeakRef(step), bytes })
    this.#bytes += bytes
    for (const [number, oldest] of this.#accounts) {
      if (this.#bytes <= this.#maxBytes) return
      this.#accounts.delete(number)
      this.#bytes -= oldest.bytes
      forget(oldest.step.deref())
    }
  }
}

function forget(step: MemoStep | undefined): void {
  if (step === undefined) return
  step.fetches.clear()
  step.answer = undefined
}

/** Where a request with these variables starts; undefined if they are too many to be compared. */
export function findStart(
  { starts }: { readonly starts: Map<string, MemoStep> },
  variables: Readonly<Record<string, unknown>>,
): MemoStep | undefined {
  const key = JSON.stringify(variables)
  if (key.length > MAX_VARIABLES_LENGTH) return undefined
  const known = starts.get(key)
  if (known !== undefined) return known
  const [oldest] = starts.keys()
  if (oldest !== undefined && starts.size >= MAX_STARTS) starts.delete(oldest)
  const start = createStep()
  starts.set(key, start)
  return start
}

/** The step after one more response. */
export function stepOn({ next }: MemoStep, responseId: object): MemoStep {
  const known = next.get(responseId)
  if (known !== undefined) return known
  const step = createStep()
  next.set(responseId, step)
  return step
}

function createStep(): MemoStep {
  return { fetches: new Map(), next: new WeakMap(), answer: undefined }
}
