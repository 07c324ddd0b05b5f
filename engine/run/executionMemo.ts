import { writeJson } from '../../kit/json/writeJson.ts'
import type { Projected } from '../project/projected.ts'
import type { PreparedFetch } from './preparedFetch.ts'

/** A step of requests with the same plan, variables and responses so far, and what follows from these. */
export interface MemoStep {
  /** By call; null when there was nothing to ask. */
  readonly fetches: Map<number, PreparedFetch | null>
  readonly next: WeakMap<object, MemoStep>
  /** The whole answer, where all calls are over and nothing went wrong. */
  answer: Projected | undefined
}

/** Beside its text, what an entry takes. */
const ENTRY_BYTES = 200
const MAX_VARIABLES_LENGTH = 2_000
const MAX_STARTS = 64

/**
 * The execution memo: what follows from a plan, variables and the responses so far. Requests that got the very same
 * responses, coalesced or from a cache, ask the same next and answer the same in the end; so that is worked out once. Steps
 * hang on the responses' ids and are forgotten with them; and since a cache may hold those for a day, the oldest of what is
 * remembered goes where all of it together weighs more than `maxBytes`.
 */
export class ExecutionMemo {
  readonly #maxBytes: number
  /** What is remembered, the oldest first. */
  readonly #accounts = new Map<number, { readonly step: WeakRef<MemoStep>; readonly bytes: number }>()
  #nextAccount = 0
  #bytes = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /** What is remembered is taken to weigh so much. */
  get bytes(): number {
    return this.#bytes
  }

  /** Notes what to ask at a step. */
  rememberFetch(step: MemoStep, call: number, fetch: PreparedFetch | null): void {
    step.fetches.set(call, fetch)
    this.#account(step, fetch === null ? 0 : fetch.body.length)
  }

  /** Notes what is answered at a step. */
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
  const key = writeJson(variables)
  if (key === undefined || key.length > MAX_VARIABLES_LENGTH) return undefined
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
