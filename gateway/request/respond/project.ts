import type { FieldNode, GraphQLFormattedError } from 'graphql'
import type { Execution } from '../../../engine/run/execute.ts'
import type { CompiledPlan } from '../../../engine/plan/plan.ts'
import type { PlacedError } from '../../../engine/run/state.ts'

export interface ProjectedAnswer {
  /** `{"data":…}` in UTF-8. */
  readonly envelope: Buffer
  readonly errors: readonly GraphQLFormattedError[]
  /** Which of the errors say that the caller may not see a field, and how many more would. */
  readonly denials: {
    readonly nodes: ReadonlyMap<GraphQLFormattedError, FieldNode>
    readonly suppressedErrorCount: number
  }
  /** At how many places each field was kept back from the caller. */
  readonly deniedCounts: ReadonlyMap<FieldNode, number>
}

/** Writes what the subgraphs said as the client asked for it. */
export function projectAnswer(plan: CompiledPlan, execution: Execution): ProjectedAnswer {
  const { envelope, errors: placed, suppressedErrorCount, deniedCounts } = execution.answer(plan.project)
  const nodes = new Map<GraphQLFormattedError, FieldNode>()
  const errors = placed.map((error) => {
    const formatted = formatPlacedError(error)
    if (error.denied !== undefined) nodes.set(formatted, error.denied)
    return formatted
  })
  return {
    envelope,
    errors,
    denials: { nodes, suppressedErrorCount },
    deniedCounts,
  }
}

function formatPlacedError({ message, path, code, subgraph }: PlacedError): GraphQLFormattedError {
  const extensions = subgraph === undefined ? { code } : { code, subgraph }
  return path.length === 0 ? { message, extensions } : { message, path, extensions }
}
