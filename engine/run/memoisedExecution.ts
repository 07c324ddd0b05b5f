import type { CompiledPlan } from '../compilePlan.ts'
import type { Projected } from '../project/projected.ts'
import type { Call } from './compileCalls.ts'
import type { ExecutionMemo, MemoStep } from './executionMemo.ts'
import { findStart, stepOn } from './executionMemo.ts'
import type { FetchResult } from './mergeResponse.ts'
import type { PreparedFetch } from './preparedFetch.ts'
import { ResultNode } from './resultNode.ts'
import { listUnequalLists, type UnequalLists } from './unequalLists.ts'
import type { Failure, State, Viewer } from './state.ts'
import { STRANGER } from './state.ts'

/** Stands for the response of a call that had nothing to ask. */
const NOTHING_ASKED = Object.freeze({})
const NO_FAILURES: readonly Failure[] = Object.freeze([])

/**
 * One request's way through its plan. As long as others got the very same responses, what to ask next is remembered and
 * nothing is merged; once the ways part, the state is made up from the responses so far.
 */
export class MemoisedExecution {
  readonly #plan: CompiledPlan
  readonly #memo: ExecutionMemo
  readonly #variables: Readonly<Record<string, unknown>>
  readonly #viewer: Viewer | undefined
  readonly #start: MemoStep | undefined
  readonly #finished: Call[] = []
  readonly #results: (FetchResult | undefined)[] = []
  readonly #responseIds: (object | undefined)[] = []
  /** What was asked with the result nodes that it is about. */
  readonly #prepared: (PreparedFetch | undefined)[] = []
  #state: State | undefined

  constructor(
    plan: CompiledPlan,
    memo: ExecutionMemo,
    variables: Readonly<Record<string, unknown>>,
    viewer: Viewer | undefined,
  ) {
    this.#plan = plan
    this.#memo = memo
    this.#variables = variables
    this.#viewer = viewer
    this.#start = findStart(plan, variables)
  }

  /** What a call has to ask now. */
  prepare(call: Call): PreparedFetch | undefined {
    const step = this.#stepAfter(call.before)
    const known = step?.fetches.get(call.id)
    if (known !== undefined) return known ?? undefined
    const prepared = call.prepare(this.#merged())
    this.#prepared[call.id] = prepared
    if (step !== undefined)
      this.#memo.rememberFetch(step, call.id, prepared === undefined ? null : withoutNodes(prepared))
    return prepared
  }

  /** Notes what came of a call; undefined if it had nothing to ask. The id is what the response is remembered by. */
  note(call: Call, result: FetchResult | undefined, responseId: object | undefined): void {
    this.#responseIds[call.id] = result === undefined ? NOTHING_ASKED : responseId
    if (this.#state !== undefined) return this.#merge(call, result, this.#state)
    this.#finished.push(call)
    this.#results[call.id] = result
  }

  /** Why fetches gave nothing, each once; to be asked for when the answer is written. */
  get failures(): readonly Failure[] {
    // Of an answer that is remembered nothing went wrong.
    return this.#state === undefined ? NO_FAILURES : [...new Set(this.#state.failures.filter(isFailure))]
  }

  /** What subgraphs disagreed on; as `failures`, and empty for an answer that is remembered. */
  get unequalLists(): readonly UnequalLists[] {
    return this.#state === undefined ? [] : listUnequalLists(this.#state.root)
  }

  /** The answer as it is written for the client, or as it was written of the very same responses before. */
  project(): Projected {
    // What belongs to single objects' owners is written for one viewer only.
    const last = this.#plan.operation.owned === undefined ? this.#last() : undefined
    if (last === undefined) return this.#plan.project(this.#merged())
    if (last.answer !== undefined) return last.answer
    const answer = this.#plan.project(this.#merged())
    if (answer.errors.length === 0 && this.failures.length === 0) this.#memo.rememberAnswer(last, answer)
    return answer
  }

  /** The step after these calls, if each gave a response that others get too. */
  #stepAfter(calls: readonly number[]): MemoStep | undefined {
    let step = this.#start
    for (const id of calls) {
      const responseId = this.#responseIds[id]
      if (step === undefined || responseId === undefined) return undefined
      step = stepOn(step, responseId)
    }
    return step
  }

  #last(): MemoStep | undefined {
    return this.#plan.calls.length === 0 ? undefined : this.#stepAfter(this.#plan.calls.map(({ id }) => id))
  }

  #merged(): State {
    if (this.#state !== undefined) return this.#state
    this.#state = beginState(this.#variables, this.#viewer)
    for (const call of this.#finished) {
      const result = this.#results[call.id]
      // That there was nothing to ask has its reason, which an error may have to tell.
      if (result === undefined) call.prepare(this.#state)
      else this.#merge(call, result, this.#state)
    }
    return this.#state
  }

  #merge(call: Call, result: FetchResult | undefined, state: State): void {
    if (result === undefined) return
    const prepared = this.#prepared[call.id] ?? call.prepare(state)
    // Of no more use; while other calls are under way it would only be copied from one heap space to the next.
    this.#prepared[call.id] = undefined
    if (prepared !== undefined) call.merge(state, prepared, result)
  }
}

function beginState(variables: State['variables'], viewer: Viewer = STRANGER): State {
  return {
    root: new ResultNode(undefined),
    variables,
    viewer,
    failures: [],
    notFound: [],
    unasked: [],
    errors: [],
  }
}

function isFailure(failure: Failure | undefined): failure is Failure {
  return failure !== undefined
}

/** Remembered fetches must not hold one request's answers. */
function withoutNodes(prepared: PreparedFetch): PreparedFetch {
  return {
    ...prepared,
    batches: prepared.batches.map((batch) => ({ ...batch, targets: [] })),
  }
}
