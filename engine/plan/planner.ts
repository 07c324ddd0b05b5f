import type { PlanNode } from '@apollo/query-planner'
import type { DocumentNode } from 'graphql'

/**
 * Plans operations over one supergraph: the seam behind which Apollo's planner stands, here or in another thread. The
 * operation is in normal form, with reserved names where the client's own could be misunderstood.
 */
export interface Planner {
  /** Undefined when nothing is to be fetched. Throws, or rejects, when there is no plan. */
  plan(operation: DocumentNode): PlanNode | undefined | Promise<PlanNode | undefined>
}

/**
 * A planner in this thread; Apollo's packages are loaded when it is first asked for. Rejects when the SDL is no supergraph,
 * or links a feature that nobody here supports.
 */
export async function createPlanner(sdl: string): Promise<Planner> {
  const { buildPlanner } = await import('./apolloPlanner.ts')
  return buildPlanner(sdl)
}
