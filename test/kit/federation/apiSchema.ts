import type { GraphQLSchema } from 'graphql'
import { createEngine, createPlanner } from '../../../engine/index.ts'

/** The schema that clients of a supergraph see. */
export function createApiSchema(supergraph: string): GraphQLSchema {
  const planner = createPlanner(supergraph)
  return createEngine({ supergraph, planner, memoryBytes: 0, fetch: refuse }).schema
}

function refuse(): never {
  throw new Error('expected that nobody asks')
}
