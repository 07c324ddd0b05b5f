import type { GraphQLSchema } from 'graphql'
import { createEngine } from '../../../engine/index.ts'
import { buildPlanner } from '../../../engine/plan/apolloPlanner.ts'

/** The schema that clients of a supergraph see. */
export function createApiSchema(supergraph: string): GraphQLSchema {
  const planner = buildPlanner(supergraph)
  return createEngine({ supergraph, planner, memoryBytes: 0, fetch: refuse }).schema
}

function refuse(): never {
  throw new Error('expected that nobody asks')
}
