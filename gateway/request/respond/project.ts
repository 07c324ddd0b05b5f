import type { GraphQLFormattedError } from 'graphql'
import type { Execution } from '../execute/execute.ts'
import type { CompiledPlan } from '../plan/plan.ts'
import type { PlacedError } from '../plan/state.ts'

export interface ProjectedAnswer {
  /** JSON text of `data`, its fields in the client's order. */
  readonly data: string
  /** The same in UTF-8, as it is made; to make the text of it takes as long again. */
  readonly bytes: Buffer
  readonly errors: readonly GraphQLFormattedError[]
}

/** Writes what the subgraphs said as the client asked for it. */
export function projectAnswer(plan: CompiledPlan, { state }: Execution): ProjectedAnswer {
  const { data, errors } = plan.project(state)
  return {
    get data() {
      return data.toString()
    },
    bytes: data,
    errors: errors.map(formatError),
  }
}

function formatError({ message, path, code, subgraph }: PlacedError): GraphQLFormattedError {
  const extensions = subgraph === undefined ? { code } : { code, subgraph }
  return path.length === 0 ? { message, extensions } : { message, path, extensions }
}
