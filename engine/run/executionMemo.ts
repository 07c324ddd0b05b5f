import type { PreparedFetch } from './preparedFetch.ts'
import type { CompiledPlan, Projected } from '../plan/plan.ts'

/**
 * What follows from a plan, variables and the answers so far. Requests that got the very same answers, joined or from a
 * cache, ask the same next and answer the same in the end; so that is worked out once. Steps hang on the answers' tokens
 * and are forgotten with them.
 */
export interface MemoStep {
  /** By call; null when there was nothing to ask. */
  readonly fetches: Map<number, PreparedFetch | null>
  readonly next: WeakMap<object, MemoStep>
  /** The whole answer, where all calls are over and nothing went wrong. */
  answer: Projected | undefined
}

/** Notes what to ask at a step. */
export function rememberFetch(step: MemoStep, call: number, ask: PreparedFetch | null): void {
  step.fetches.set(call, ask)
  account(step, ask === null ? 0 : ask.body.length)
}

/** Notes what is answered at a step. */
export function rememberAnswer(step: MemoStep, answer: Projected): void {
  step.answer = answer
  account(step, answer.envelope.length)
}

/** Tokens of a cache may live for a day; what hangs on them may not fill the memory meanwhile. */
const MAX_BYTES = 64 * 1024 * 1024
const ENTRY_BYTES = 200

/** What is remembered, the oldest first. */
const accounts = new Map<number, { readonly step: WeakRef<MemoStep>; readonly bytes: number }>()
let nextAccount = 0
let bytesHeld = 0

function account(step: MemoStep, length: number): void {
  const bytes = length + ENTRY_BYTES
  accounts.set(nextAccount++, { step: new WeakRef(step), bytes })
  bytesHeld += bytes
  for (const [number, oldest] of accounts) {
    if (bytesHeld <= MAX_BYTES) return
    accounts.delete(number)
    bytesHeld -= oldest.bytes
    forget(oldest.step.deref())
  }
}

function forget(step: MemoStep | undefined): void {
  if (step === undefined) return
  step.fetches.clear()
  step.answer = undefined
}

const MAX_VARIABLES_LENGTH = 2_000
const MAX_STARTS = 64

const startsOf = new WeakMap<CompiledPlan, Map<string, MemoStep>>()

/** Where a request with these variables starts; undefined if they are too many to be compared. */
export function findStart(
  plan: CompiledPlan,
  variables: Readonly<Record<string, unknown>>,
): MemoStep | undefined {
  const key = JSON.stringify(variables)
  if (key.length > MAX_VARIABLES_LENGTH) return undefined
  const starts = startsOf.get(plan) ?? new Map<string, MemoStep>()
  startsOf.set(plan, starts)
  const known = starts.get(key)
  if (known !== undefined) return known
  const [oldest] = starts.keys()
  if (oldest !== undefined && starts.size >= MAX_STARTS) starts.delete(oldest)
  const start = createStep()
  starts.set(key, start)
  return start
}

/** The step after one more answer. */
export function stepOn({ next }: MemoStep, token: object): MemoStep {
  const known = next.get(token)
  if (known !== undefined) return known
  const step = createStep()
  next.set(token, step)
  return step
}

function createStep(): MemoStep {
  return { fetches: new Map(), next: new WeakMap(), answer: undefined }
}
