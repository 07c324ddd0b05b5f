import { createHash } from 'node:crypto'
import {
  isCompositeType,
  isObjectType,
  possibleRuntimeTypes,
  ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  Supergraph,
} from '@apollo/federation-internals'
import type { Schema } from '@apollo/federation-internals'
import { QueryPlanner } from '@apollo/query-planner'
import type { GraphQLSchema } from 'graphql'
import { findArgumentedRequirements } from './requirements.ts'

/** One supergraph, ready to plan with. A request keeps the snapshot that it began with; a new supergraph is a new one. */
export interface Snapshot {
  /** SHA-256 of the SDL. */
  readonly id: string
  readonly sdl: string
  /** What clients may ask. */
  readonly apiSchema: GraphQLSchema
  /** The same schema in the planner's own form. */
  readonly plannerSchema: Schema
  readonly supergraph: Supergraph
  readonly planner: QueryPlanner
  /** The names that `join__Graph(name:)` states. */
  readonly subgraphs: readonly string[]
  /** Composite type, inaccessible ones too -> the object types that a value of it can have. */
  readonly possibleTypes: ReadonlyMap<string, ReadonlySet<string>>
  /** Every field name in the supergraph: a client's alias of that name could be taken for the field. */
  readonly fieldNames: ReadonlySet<string>
  /** Field names that some `@requires` or `@fromContext` selects with arguments. */
  readonly argumentedRequirements: ReadonlySet<string>
}

/** Builds a snapshot; pure, and throws when the SDL is not a supergraph. */
export function buildSnapshot(supergraphSdl: string): Snapshot {
  const supergraph = Supergraph.build(supergraphSdl, {
    supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  })
  const plannerSchema = supergraph.apiSchema()
  return {
    id: createHash('sha256').update(supergraphSdl).digest('hex'),
    sdl: supergraphSdl,
    apiSchema: plannerSchema.toGraphQLJSSchema(),
    plannerSchema,
    supergraph,
    planner: new QueryPlanner(supergraph),
    subgraphs: [...supergraph.subgraphs().names()],
    possibleTypes: listPossibleTypes(supergraph.schema),
    fieldNames: listFieldNames(supergraph.schema),
    argumentedRequirements: findArgumentedRequirements(supergraphSdl),
  }
}

function listPossibleTypes(schema: Schema): ReadonlyMap<string, ReadonlySet<string>> {
  const composites = schema.types().filter(isCompositeType)
  return new Map(
    composites.map((type) => [type.name, new Set(possibleRuntimeTypes(type).map(({ name }) => name))]),
  )
}

function listFieldNames(schema: Schema): ReadonlySet<string> {
  const names = new Set<string>()
  for (const type of schema.types()) {
    if (!isObjectType(type) && type.kind !== 'InterfaceType') continue
    for (const field of type.fields()) names.add(field.name)
  }
  return names
}
