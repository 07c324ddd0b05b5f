import { buildSubgraphSchema } from '@apollo/subgraph'
import { graphql, parse } from 'graphql'

/**
 * A subgraph of an SDL and resolvers, its schema built when it is first asked.
 * @param {string} sdl
 * @param {Record<string, object>} resolvers
 * @returns {import('./graph.mjs').Subgraph}
 */
export function makeSubgraph(sdl, resolvers) {
  const current = once(() => build(sdl, resolvers))
  const older = once(() => buildFederation1(toFederation1(sdl), resolvers))
  return {
    sdl,
    execute: (request) => execute(current(), request),
    executeFederation1: (request) => execute(older(), request),
  }
}

function build(sdl, resolvers) {
  return buildSubgraphSchema({ typeDefs: parse(sdl), resolvers })
}

/** For gateways that know only Federation 1: it tells its SDL without the directives that came later. */
function buildFederation1(sdl, resolvers) {
  const schema = build(sdl, resolvers)
  const { _service: service } = schema.getQueryType().getFields()
  service.resolve = () => ({ sdl })
  return schema
}

/** The made graphs use nothing that came after Federation 1, save the `@link`. */
function toFederation1(sdl) {
  return sdl.replace(/^extend schema @link\([^)]*\)\s*/, '').replace(/^(?=type Query )/m, 'extend ')
}

function execute(schema, { query, variables, operationName }) {
  return graphql({ schema, source: query, variableValues: variables, operationName })
}

function once(make) {
  let made
  return () => (made ??= make())
}
