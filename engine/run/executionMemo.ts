import type { Ask } from './preparedFetch.ts'
import type { CompiledPlan, Projected } from '../plan/plan.ts'

/**
 * What follows from a plan, variables and the answers so far. Requests that got the very same answers, joined or from a
 * cache, ask the same next and answer the same in the end; so that is worked out once. Steps hang on the answers' tokens
 * and are forgotten with them.
 */
export interface Step {
  /** By call; null when there was nothing to ask. */
  readonly asks: Map<number, Ask | null>
  readonly next: WeakMap<object, Step>
  /** The whole answer, where all calls are over and nothing went wrong. */
  answer: Projected | undefined
}

/** Notes what to ask at a step. */
export function rememberAsk(step: Step, call: number, ask: Ask | null): void {
  step.asks.set(call, ask)
  account(step, ask === null ? 0 : ask.body.length)
}

/** Notes what is answered at a step. */
export function rememberAnswer(step: Step, answer: Projected): void {
  step.answer = answer
  account(step, answer.framed.length)
}

/** Tokens of a cache may live for a day; what hangs on them may not fill the memory meanwhile. */
const MAX_BYTES = 64 * 1024 * 1024
const ENTRY_BYTES = 200

/** What is remembered, the oldest first. */
const accounts = new Map<number, { readonly step: WeakRef<Step>; readonly bytes: number }>()
let nextAccount = 0
let bytesHeld = 0

function account(step: Step, length: number): void {
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

function forget(step: Step | undefined): void {
  if (step === undefined) return
  step.asks.clear()
  step.answer = undefined
}

const MAX_VARIABLES_LENGTH = 2_000
const MAX_STARTS = 64

const startsOf = new WeakMap<CompiledPlan, Map<string, Step>>()

/** Where a request with these variables starts; undefined if they are too many to be compared. */
export function findStart(
  plan: CompiledPlan,
  variables: Readonly<Record<string, unknown>>,
): Step | undefined {
  const key = JSON.stringify(variables)
  if (key.length > MAX_VARIABLES_LENGTH) return undefined
  const starts = startsOf.get(plan) ?? new Map<string, Step>()
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
export function stepOn({ next }: Step, token: object): Step {
  const known = next.get(token)
  if (known !== undefined) return known
  const step = createStep()
  next.set(token, step)
  return step
}

function createStep(): Step {
  return { asks: new Map(), next: new WeakMap(), answer: undefined }
}
