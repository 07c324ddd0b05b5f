import { operationFromDocument, Supergraph } from '@apollo/federation-internals'
import { QueryPlanner } from '@apollo/query-planner'
import { parse } from 'graphql'
import { findLatency } from '../../subgraphs/latency.mjs'

/**
 * The longest chain of waits in the stock planner's plan when every fetch travels alone: no plan-following gateway
 * that does not batch can be faster.
 * @param {string} supergraphSdl
 * @param {string} query
 * @param {Readonly<Record<string, number>>} latencies
 */
export function findCriticalPath(supergraphSdl, query, latencies) {
  const supergraph = Supergraph.build(supergraphSdl)
  const operation = operationFromDocument(supergraph.apiSchema(), parse(query))
  return wait(new QueryPlanner(supergraph).buildQueryPlan(operation).node, latencies)
}

function wait(node, latencies) {
  switch (node?.kind) {
    case 'Sequence':
      return node.nodes.reduce((sum, child) => sum + wait(child, latencies), 0)
    case 'Parallel':
      return Math.max(...node.nodes.map((child) => wait(child, latencies)))
    case 'Flatten':
      return wait(node.node, latencies)
    case 'Fetch':
      return findLatency(latencies, node.serviceName, node.operation)
    default:
      throw new Error(`Expected a plan of fetches alone, got a node of kind ${node?.kind}.`)
  }
}
