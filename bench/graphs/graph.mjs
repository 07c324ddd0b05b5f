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

/**
 * The same subgraph for gateways that know only Federation 1: it tells its SDL without Federation 2's directives.
 * @param {Subgraph} subgraph
 */
export function buildFederation1Executable(subgraph) {
  const typeDefs = toFederation1(subgraph.typeDefs)
  const schema = buildExecutable({ ...subgraph, typeDefs })
  const service = schema.getQueryType()?.getFields()._service
  if (service) service.resolve = () => ({ sdl: typeDefs })
  return schema
}

/** The graphs here use nothing that came after Federation 1, save the `@link`. */
function toFederation1(typeDefs) {
  return typeDefs
    .replace(/^extend schema @link\([^)]*\)\s*/, '')
    .replace(/^(?=type Query )/m, 'extend ')
    .replaceAll(' @shareable', '')
}
