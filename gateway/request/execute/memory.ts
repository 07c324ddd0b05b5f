import type { Ask } from '../plan/ask.ts'
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
