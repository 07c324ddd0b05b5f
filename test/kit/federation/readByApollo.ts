import type { Schema } from '@apollo/federation-internals'
import {
  isCompositeType,
  possibleRuntimeTypes,
  ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  Supergraph,
} from '@apollo/federation-internals'
import type { GraphQLSchema } from 'graphql'

/** What Apollo's own library reads in a supergraph: the judge of what our engine reads there with graphql-js alone. */
export interface ReadByApollo {
  readonly apiSchema: GraphQLSchema
  readonly possibleTypes: ReadonlyMap<string, ReadonlySet<string>>
  /** Each subgraph's own schema, by the subgraph's name. */
  readonly subgraphs: ReadonlyMap<string, Schema>
}

export function readByApollo(sdl: string): ReadByApollo {
  const supergraph = Supergraph.build(sdl, {
    supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
    validateSupergraph: true,
  })
  return {
    apiSchema: supergraph.apiSchema().toGraphQLJSSchema(),
    possibleTypes: listPossibleTypes(supergraph.schema),
    subgraphs: new Map(
      supergraph
        .subgraphs()
        .values()
        .map(({ name, schema }) => [name, schema]),
    ),
  }
}

function listPossibleTypes(schema: Schema): ReadonlyMap<string, ReadonlySet<string>> {
  const composites = schema.types().filter(isCompositeType)
  return new Map(
    composites.map((type) => [type.name, new Set(possibleRuntimeTypes(type).map(({ name }) => name))]),
  )
}
