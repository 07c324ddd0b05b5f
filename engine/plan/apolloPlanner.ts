import {
  operationFromDocument,
  ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  Supergraph as FederatedSupergraph,
} from '@apollo/federation-internals'
import type { PlanNode, SubscriptionNode } from '@apollo/query-planner'
import { QueryPlanner } from '@apollo/query-planner'
import type { DocumentNode } from 'graphql'
import { parse, print } from 'graphql'
import { forPlanner } from '../supergraph/supergraph.ts'
import { concretise } from './concretise.ts'

/** Apollo's planner in this thread. Throws when the SDL is no supergraph, or links a feature that nobody here supports. */
export function buildPlanner(sdl: string): ThreadPlanner {
  const published = buildSupergraph(sdl, true)
  const original = parse(sdl, { noLocation: true })
  const { document: planned } = forPlanner(original)
  // Not validated: a field that is `@external` only to be required with arguments is unused once its alias is required.
  const supergraph = planned === original ? published : buildSupergraph(print(planned), false)
  const schema = supergraph.apiSchema()
  const planner = new QueryPlanner(supergraph)
  const build = (document: DocumentNode, labels: ReadonlySet<string>): PlanNode | undefined => {
    const operation = operationFromDocument(schema, document, { validate: false })
    // A label that is not named is off.
    const overrideConditions = new Map([...labels].map((label) => [label, true]))
    const { node } = planner.buildQueryPlan(operation, { overrideConditions })
    return node?.kind === 'Subscription' ? inSequence(node) : node
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

/** What an event brings comes first, as the answer of the subgraph that it is of; the rest is fetched as for a query. */
function inSequence({ primary, rest }: SubscriptionNode): PlanNode {
  return rest === undefined ? primary : { kind: 'Sequence', nodes: [primary, rest] }
}

/** A `Planner` that answers at once. */
interface ThreadPlanner {
  plan(operation: DocumentNode, labels: ReadonlySet<string>): PlanNode | undefined
}

function buildSupergraph(sdl: string, validateSupergraph: boolean): FederatedSupergraph {
  return FederatedSupergraph.build(sdl, {
    supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
    validateSupergraph,
  })
}
