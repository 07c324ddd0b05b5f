import {
  operationFromDocument,
  ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  Supergraph as FederatedSupergraph,
} from '@apollo/federation-internals'
import type { PlanNode } from '@apollo/query-planner'
import { QueryPlanner } from '@apollo/query-planner'
import type { DocumentNode } from 'graphql'
import { parse, print } from 'graphql'
import { forPlanner } from '../supergraph/supergraph.ts'
import { concretise } from './concretise.ts'

/**
 * Plans operations over one supergraph: the seam behind which Apollo's planner stands, here or in another thread. The
 * operation is in normal form and has names of ours where the client's could be misunderstood. `labels` are the ids of
 * the labels of overrides that are on.
 */
export interface Planner {
  /** Undefined when nothing is to be fetched. Throws, or rejects, when there is no plan. */
  plan(
    operation: DocumentNode,
    labels: ReadonlySet<string>,
  ): PlanNode | undefined | Promise<PlanNode | undefined>
}

/** A planner in this process. Throws when the SDL is no supergraph, or links a feature that nobody here supports. */
export function createPlanner(sdl: string): Planner {
  const published = buildSupergraph(sdl, true)
  const original = parse(sdl, { noLocation: true })
  const { document: planned } = forPlanner(original)
  // A field that was declared `@external` only to be required with arguments has lost its use, which is no harm.
  const supergraph = planned === original ? published : buildSupergraph(print(planned), false)
  const schema = supergraph.apiSchema()
  const planner = new QueryPlanner(supergraph)
  const build = (document: DocumentNode, labels: ReadonlySet<string>): PlanNode | undefined => {
    const operation = operationFromDocument(schema, document, { validate: false })
    // A label that is not named is off.
    const overrideConditions = new Map([...labels].map((label) => [label, true]))
    const { node } = planner.buildQueryPlan(operation, { overrideConditions })
    if (node?.kind === 'Subscription') throw new TypeError('expected a query or a mutation')
    return node
  }
  return {
    plan(operation, labels) {
      try {
        return build(operation, labels)
      } catch {
        return build(concretise(operation, schema), labels)
      }
    },
  }
}

function buildSupergraph(sdl: string, validateSupergraph: boolean): FederatedSupergraph {
  return FederatedSupergraph.build(sdl, {
    supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
    validateSupergraph,
  })
}
