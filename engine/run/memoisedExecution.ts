import type { FetchResult } from './mergeResponse.ts'
import type { PreparedFetch } from './preparedFetch.ts'
import type { Call } from './calls.ts'
import type { CompiledPlan, Projected } from '../plan/plan.ts'
import type { State, Viewer } from './state.ts'
import type { MemoStep } from './executionMemo.ts'
import { findStart, rememberAnswer, rememberFetch, stepOn } from './executionMemo.ts'

/** Stands for the answer of a call that had nothing to ask. */
const NOTHING_ASKED = Object.freeze({})

/**
 * One request's way through its plan. As long as others got the very same answers, what to ask next is remembered and
 * nothing is laid out; once the ways part, the state is made up from the answers so far.
 */
export class MemoisedExecution {
  readonly #plan: CompiledPlan
  readonly #variables: Readonly<Record<string, unknown>>
  readonly #viewer: Viewer | undefined
  readonly #start: MemoStep | undefined
  readonly #finished: Call[] = []
  readonly #outcomes: (FetchResult | undefined)[] = []
  readonly #tokens: (object | undefined)[] = []
  /** What was asked with the result nodes that it is about. */
  readonly #asks: (PreparedFetch | undefined)[] = []
  #state: State | undefined

  constructor(plan: CompiledPlan, variables: Readonly<Record<string, unknown>>, viewer: Viewer | undefined) {
    this.#plan = plan
    this.#variables = variables
    this.#viewer = viewer
    this.#start = findStart(plan, variables)
  }

  /** What a call has to ask now. */
  ask(call: Call): PreparedFetch | undefined {
    const step = this.#stepAfter(call.before)
    const known = step?.fetches.get(call.id)
    if (known !== undefined) return known ?? undefined
    const ask = this.#prepare(call)
    if (step !== undefined) rememberFetch(step, call.id, ask === undefined ? null : withoutNodes(ask))
    return ask
  }

  /** Notes what came of a call; undefined if it had nothing to ask. A token is what the answer is remembered by. */
  note(call: Call, outcome: FetchResult | undefined, token: object | undefined): void {
    this.#tokens[call.id] = outcome === undefined ? NOTHING_ASKED : token
    if (this.#state !== undefined) return this.#apply(call, outcome, this.#state)
    this.#finished.push(call)
    this.#outcomes[call.id] = outcome
  }

  /** All that was gathered; of an answer that is remembered only that nothing went wrong. */
  get state(): State {
    if (this.#state === undefined && this.#last()?.answer !== undefined) return this.#begin()
    return this.#layOut()
  }

  /** The answer as `write` makes it, or as it was made before. */
  answer(write: (state: State) => Projected): Projected {
    // What belongs to single objects' owners is written for one viewer only.
    const last = this.#plan.operation.owned === undefined ? this.#last() : undefined
    if (last === undefined) return write(this.#layOut())
    if (last.answer !== undefined) return last.answer
    const answer = write(this.#layOut())
    if (answer.errors.length === 0) rememberAnswer(last, answer)
    return answer
  }

  /** The step after these calls, if each gave an answer that others get too. */
  #stepAfter(calls: readonly number[]): MemoStep | undefined {
    let step = this.#start
    for (const id of calls) {
      const token = this.#tokens[id]
      if (step === undefined || token === undefined) return undefined
      step = stepOn(step, token)
    }
    return step
  }

  #last(): MemoStep | undefined {
    return this.#plan.calls.length === 0 ? undefined : this.#stepAfter(this.#plan.calls.map(({ id }) => id))
  }

  #prepare(call: Call): PreparedFetch | undefined {
    const ask = call.prepare(this.#layOut())
    this.#asks[call.id] = ask
    return ask
  }

  #layOut(): State {
    if (this.#state !== undefined) return this.#state
    this.#state = this.#begin()
    for (const call of this.#finished) this.#apply(call, this.#outcomes[call.id], this.#state)
    return this.#state
  }

  #apply(call: Call, outcome: FetchResult | undefined, state: State): void {
    if (outcome === undefined) return
    const ask = this.#asks[call.id] ?? call.prepare(state)
    // Of no more use; while other calls are under way it would only be copied from one heap space to the next.
    this.#asks[call.id] = undefined
    if (ask !== undefined) call.merge(state, ask, outcome)
  }

  #begin(): State {
    return this.#plan.begin(this.#variables, this.#viewer)
  }
}

/** Remembered asks must not hold one request's answers. */
function withoutNodes(ask: PreparedFetch): PreparedFetch {
  return { ...ask, batches: ask.batches.map((batch) => ({ ...batch, targets: [] })) }
}
