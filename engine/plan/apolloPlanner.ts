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

/** Apollo's planner in this thread. Throws when the SDL is no supergraph, or links a feature that nobody here supports. */
export function buildPlanner(sdl: string): ThreadPlanner {
  const published = buildSupergraph(sdl, true)
  const original = parse(sdl, { noLocation: true })
  const { document } = forPlanner(original)
  // Not validated: a field that is `@external` only to be required with arguments is unused once its alias is required.
  const supergraph = document === original ? published : buildSupergraph(print(document), false)
  const schema = supergraph.apiSchema()
  const planner = new QueryPlanner(supergraph)
  const build = (operation: DocumentNode): PlanNode | undefined => {
    const { node } = planner.buildQueryPlan(operationFromDocument(schema, operation, { validate: false }))
    if (node?.kind === 'Subscription') throw new TypeError('expected a query or a mutation')
    return node
  }
  return {
    plan(operation) {
      try {
        return build(operation)
      } catch {
        return build(concretise(operation, schema))
      }
    },
  }
}

/** A `Planner` that answers at once. */
interface ThreadPlanner {
  plan(operation: DocumentNode): PlanNode | undefined
}

function buildSupergraph(sdl: string, validateSupergraph: boolean): FederatedSupergraph {
  return FederatedSupergraph.build(sdl, {
    supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
    validateSupergraph,
  })
}
