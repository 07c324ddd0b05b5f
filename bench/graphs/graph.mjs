import { composeServices } from '@apollo/composition'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { parse } from 'graphql'

/**
 * A federated graph made for measuring: each subgraph is an SDL and its resolvers.
 * @typedef {{ typeDefs: string, resolvers: Record<string, object> }} Subgraph
 * @typedef {{ name: string, subgraphs: Readonly<Record<string, Subgraph>> }} Graph
 */

/**
 * @param {Graph} graph
 * @param {Readonly<Record<string, string>>} urls where each subgraph answers
 */
export function composeSupergraph(graph, urls) {
  const services = Object.entries(graph.subgraphs).map(([name, { typeDefs }]) => ({
    name,
    url: urls[name],
    typeDefs: parse(typeDefs),
  }))
  const { errors, supergraphSdl } = composeServices(services)
  if (errors) throw new Error(`The graph "${graph.name}" does not compose:\n${errors.map(String).join('\n')}`)
  return supergraphSdl
}

/** @param {Subgraph} subgraph */
export function buildExecutable({ typeDefs, resolvers }) {
  return buildSubgraphSchema({ typeDefs: parse(typeDefs), resolvers })
}

/** Federation 1 SDL is ours without the `@link`: the graphs here use nothing that came later. */
export function toFederation1(typeDefs) {
  return typeDefs.replace(/^extend schema @link\([^)]*\)\s*/, '')
}
