import {
  createEngine,
  createPlanner,
  EngineError,
  type Engine,
  type SubgraphResponse,
} from '../../engine/index.ts'
import { createFinding, type Finding } from '../findings.ts'
import { findConcerned } from './concerned.ts'
import type { ComposedProposal, SentOperation } from './proposal.ts'

/** What the known operations cost and how they are planned, where that gets worse. */
export async function checkPlans(proposal: ComposedProposal): Promise<readonly Finding[]> {
  const concerned = findConcerned(proposal)
  if (concerned.length === 0) return []
  const { live, composed } = proposal
  const before = await openEngine(live.supergraphSdl)
  const after = await openEngine(composed.supergraphSdl)
  const found: Finding[] = []
  for (const operation of concerned) {
    if (after.validate(operation.document).length > 0) continue
    const was = await measure(before, operation)
    // What has no plan today is no worse tomorrow.
    if ('problem' in was) continue
    found.push(...compare(operation, was, await measure(after, operation)))
  }
  return found
}

type PlanningEngine = Engine<undefined, SubgraphResponse>

async function openEngine(supergraph: string): Promise<PlanningEngine> {
  return createEngine<undefined, SubgraphResponse>({
    supergraph,
    planner: await createPlanner(supergraph),
    memoryBytes: 1_000_000,
    fetch: () => Promise.reject(new Error('Nothing is fetched here.')),
  })
}

interface Effort {
  readonly calls: number
  /** How many calls wait for each other at most. */
  readonly levels: number
  /** The estimate by `@cost` and `@listSize`, for variables by their defaults. */
  readonly cost: number
}

async function measure(
  engine: PlanningEngine,
  operation: SentOperation,
): Promise<Effort | { problem: string }> {
  try {
    const prepared = engine.prepare(operation.document)
    const { calls } = (await prepared.plan()).describe()
    const read = prepared.readVariables({}, () => undefined)
    return {
      calls: calls.length,
      levels: levelsOf(calls),
      cost: prepared.cost('values' in read ? read.values : {}),
    }
  } catch (error) {
    if (error instanceof EngineError) return { problem: error.message }
    throw error
  }
}

function levelsOf(calls: readonly { readonly id: number; readonly after: readonly number[] }[]): number {
  const levels = new Map<number, number>()
  // A call stands after those that it waits for.
  for (const { id, after } of calls)
    levels.set(id, 1 + Math.max(0, ...after.map((one) => levels.get(one) ?? 0)))
  return Math.max(0, ...levels.values())
}

const EFFORTS = ['calls', 'levels', 'cost'] as const

function compare(
  { name, place }: SentOperation,
  was: Effort,
  is: Effort | { problem: string },
): readonly Finding[] {
  const told = {
    class: 'plan',
    coordinate: `${name} in ${place.file}`,
    place,
    hits: [{ kind: 'operation', name, place }],
  } as const
  if ('problem' in is)
    return [
      createFinding({
        ...told,
        rule: 'plan-lost',
        level: 'error',
        message: `It cannot be planned any more: ${is.problem}`,
      }),
    ]
  return EFFORTS.filter((effort) => is[effort] > was[effort]).map((effort) =>
    createFinding({
      ...told,
      rule: `plan-${effort}-up`,
      level: 'warning',
      message: `Its ${effort} ${effort === 'cost' ? 'goes' : 'go'} from ${was[effort]} to ${is[effort]}.`,
    }),
  )
}
