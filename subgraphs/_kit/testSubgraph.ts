import { graphql, type ExecutionResult } from 'graphql'
import { createLog } from '../../kit/log.ts'
import type { Environment } from '../../kit/config.ts'
import { createSubgraph, type Subgraph, type SubgraphDefinition, type SubgraphSource } from './subgraph.ts'

/** Sunday 22 November 2026, 14:20 in Macao: the moment at which the tests of all bureaus live. */
export const TEST_NOW = new Date('2026-11-22T14:20:00+08:00')

export interface StartedSubgraph extends Subgraph {
  /** Asks the subgraph as its gateway does, in this process, with a context of its own. */
  ask(query: string, variables?: Readonly<Record<string, unknown>>): Promise<ExecutionResult>
}

/** Starts a bureau's subgraph on its bundled data (or on what `environment` names) at `now`. */
export async function startTestSubgraph<S extends SubgraphSource, C extends object>(
  definition: SubgraphDefinition<S, C>,
  environment: Environment = {},
  now: () => Date = () => TEST_NOW,
): Promise<StartedSubgraph> {
  const log = createLog(definition.name, 'silent')
  const subgraph = createSubgraph(definition, { environment, clock: now, random: () => 0.5, log })
  await subgraph.start()
  await subgraph.tried()
  return {
    ...subgraph,
    ask: (query, variables) =>
      graphql({
        schema: subgraph.schema,
        source: query,
        variableValues: variables ?? {},
        contextValue: subgraph.createContext(),
      }),
  }
}
