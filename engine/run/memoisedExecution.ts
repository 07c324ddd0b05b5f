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

/** The response id of a call that had nothing to fetch. */
const NOTHING_FETCHED = Object.freeze({})
const NO_FAILURES: readonly Failure[] = Object.freeze([])

/**
 * One execution of a plan. As long as the memo knows the responses so far, it also knows the next fetches, and nothing is
 * merged; at the first response that it does not know, the state is built from the responses so far.
 */
export class MemoisedExecution {
  readonly #plan: CompiledPlan
  readonly #memo: ExecutionMemo
  readonly #variables: Readonly<Record<string, unknown>>
  readonly #viewer: Viewer | undefined
  readonly #start: MemoStep | undefined
  readonly #finished: Call[] = []
  /** By call, whether it has ended. */
  readonly #ended: boolean[] = []
  readonly #results: (FetchResult | undefined)[] = []
  readonly #responseIds: (object | undefined)[] = []
  /** By call, the fetch with the result nodes that its response is merged into. */
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

  /** The fetch of a call; undefined when there is nothing to fetch. */
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

  /** Notes the result of a call; undefined if it had nothing to fetch. The memo knows the response by its id. */
  note(call: Call, result: FetchResult | undefined, responseId: object | undefined): void {
    this.#ended[call.id] = true
    this.#responseIds[call.id] = result === undefined ? NOTHING_FETCHED : responseId
    if (this.#state !== undefined) return this.#merge(call, result, this.#state)
    this.#finished.push(call)
    this.#results[call.id] = result
  }

  hasEnded(call: number): boolean {
    return this.#ended[call] === true
  }

  /** Why fetches returned nothing, each reason once; to be read once the answer is written. */
  get failures(): readonly Failure[] {
    // Only answers without errors are remembered.
    return this.#state === undefined ? NO_FAILURES : [...new Set(this.#state.failures.filter(isFailure))]
  }

  /** What subgraphs disagreed on; as `failures`, and empty for an answer that is remembered. */
  get unequalLists(): readonly UnequalLists[] {
    return this.#state === undefined ? [] : listUnequalLists(this.#state.root)
  }

  /** The answer, written now or remembered from an execution with the very same responses. */
  project(): Projected {
    // With fields that are judged object by object, the answer is for one viewer only.
    const last = this.#plan.operation.owned === undefined ? this.#last() : undefined
    if (last === undefined) return this.#plan.project(this.#merged())
    if (last.answer !== undefined) return last.answer
    const answer = this.#plan.project(this.#merged())
    if (answer.errors.length === 0 && this.failures.length === 0) this.#memo.rememberAnswer(last, answer)
    return answer
  }

  /** The state with all responses merged. */
  get state(): State {
    return this.#merged()
  }

  /** The step after these calls; undefined if one of the responses has no id. */
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
    // Needed no more; while other calls are under way it would only be copied from one heap space to the next.
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
