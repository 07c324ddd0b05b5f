import { LightAbortController } from '../../kit/concurrency/lightAbortSignal.ts'
import type { CompiledPlan } from '../compilePlan.ts'
import type { Division } from '../project/divideFields.ts'
import { runCalls, type RunRequest } from '../run/executePlan.ts'
import type { ExecutionMemo } from '../run/executionMemo.ts'
import { MemoisedExecution } from '../run/memoisedExecution.ts'
import type { State } from '../run/state.ts'
import type { SubgraphFetcher, SubgraphResponse } from '../run/subgraphFetcher.ts'
import { Delivery } from './delivery.ts'
import type { AnswerPart } from './answerPart.ts'

/** How an answer is told in parts. */
export interface InParts {
  readonly division: Division
  /** Until it resolves nothing is told: an answer that is complete by then is whole. */
  readonly begin: Promise<void>
  /** Gets the parts that can be told at one moment. */
  readonly take: (parts: readonly AnswerPart[]) => void
}

/** The same, with the state of the execution as it is then. */
interface InPartsOfState extends Omit<InParts, 'take'> {
  readonly take: (parts: readonly AnswerPart[], state: State) => void
}

/** Nobody waits any more for what is still under way. */
const ALL_TOLD = new Error('All of the answer is told.')

/**
 * Runs a plan and tells its answer in parts, each as soon as its own fetches have ended. Resolves when all is told or, with
 * nothing told, when all calls have ended. Rejects as `executePlan` does, also after some of the parts.
 */
export async function runInParts<Context, Response extends SubgraphResponse>(
  plan: CompiledPlan,
  fetcher: SubgraphFetcher<Context, Response>,
  memo: ExecutionMemo,
  request: RunRequest<Context, Response>,
  { division, begin, take }: InPartsOfState,
): Promise<{ readonly execution: MemoisedExecution; readonly told: Delivery['told'] | undefined }> {
  const { variables, viewer, signal } = request
  const execution = new MemoisedExecution(plan, memo, variables, viewer)
  const controller = new LightAbortController()
  const abort = (): void => controller.abort(signal.reason)
  if (signal.aborted) abort()
  signal.addEventListener('abort', abort)
  let delivery: Delivery | undefined
  let ended = 0
  try {
    await new Promise<void>((resolve, reject) => {
      const advance = (): void => {
        if (delivery === undefined || delivery.isOver) return
        const parts = delivery.advance()
        if (parts.length > 0) take(parts, execution.state)
        if (!delivery.isOver) return
        resolve()
        controller.abort(ALL_TOLD)
      }
      const onEnd = (): void => {
        ended++
        advance()
      }
      const calls = runCalls(plan, fetcher, execution, { ...request, signal: controller }, onEnd)
      calls.then(() => {
        if (delivery === undefined || delivery.isOver) resolve()
        else reject(new Error('expected all of an answer to be told once all calls have ended'))
      }, reject)
      begin
        .then(() => {
          if (ended === plan.calls.length) return
          delivery = startDelivery(plan, execution, division, variables, () => ended)
          advance()
        })
        .catch(reject)
    })
  } finally {
    signal.removeEventListener('abort', abort)
  }
  return { execution, told: findTold(delivery) }
}

/** It is begun in another function. */
function findTold(delivery: Delivery | undefined): Delivery['told'] | undefined {
  return delivery?.told
}

function startDelivery(
  { calls, parts, output }: CompiledPlan,
  execution: MemoisedExecution,
  division: Division,
  variables: RunRequest<unknown, SubgraphResponse>['variables'],
  ended: () => number,
): Delivery {
  const callOf = new Map(calls.flatMap(({ id, fetches }) => fetches.map((fetch) => [fetch.id, id])))
  return new Delivery({
    first: parts(division, variables),
    output,
    state: () => execution.state,
    ended,
    isFinished: (fetch) => execution.hasEnded(callOf.get(fetch) ?? -1),
  })
}
