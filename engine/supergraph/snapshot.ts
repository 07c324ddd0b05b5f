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
import { parse, print } from 'graphql'
import type { EntityRules } from './entityRules.ts'
import { readEntityRules } from './entityRules.ts'
import { putResolvableKeysFirst } from './keyOrder.ts'
import type { PlannerAlias } from './plannerAliases.ts'
import { addPlannerAliases } from './plannerAliases.ts'

/** One supergraph, ready to plan with. A request keeps the snapshot that it began with; a new supergraph is a new one. */
export interface Snapshot {
  /** SHA-256 of the SDL. */
  readonly id: string
  readonly sdl: string
  /** What clients may ask. */
  readonly apiSchema: GraphQLSchema
  /** The supergraph as the planner gets it: with fields that stand for others with arguments, unknown to clients. */
  readonly supergraph: Supergraph
  /** What an operation for the planner may ask. */
  readonly plannerSchema: Schema
  readonly planner: QueryPlanner
  /** The names that `join__Graph(name:)` states. */
  readonly subgraphs: readonly string[]
  /** Composite type, inaccessible ones too -> the object types that a value of it can have. */
  readonly possibleTypes: ReadonlyMap<string, ReadonlySet<string>>
  /** Every field name in the supergraph: a client's alias of that name could be taken for the field. */
  readonly fieldNames: ReadonlySet<string>
  readonly plannerAliases: ReadonlyMap<string, PlannerAlias>
  readonly entityRules: EntityRules
}

/** Builds a snapshot; pure, and throws when the SDL is not a supergraph. */
export function buildSnapshot(supergraphSdl: string): Snapshot {
  const published = buildSupergraph(supergraphSdl, true)
  const original = parse(supergraphSdl, { noLocation: true })
  const { document, plannerAliases } = addPlannerAliases(putResolvableKeysFirst(original))
  // A field that was declared `@external` only to be required with arguments has lost its use, which is no harm.
  const supergraph = document === original ? published : buildSupergraph(print(document), false)
  return {
    id: createHash('sha256').update(supergraphSdl).digest('hex'),
    sdl: supergraphSdl,
    apiSchema: published.apiSchema().toGraphQLJSSchema(),
    supergraph,
    plannerSchema: supergraph.apiSchema(),
    planner: new QueryPlanner(supergraph),
    subgraphs: [...supergraph.subgraphs().names()],
    possibleTypes: listPossibleTypes(supergraph.schema),
    fieldNames: listFieldNames(supergraph.schema),
    plannerAliases,
    entityRules: readEntityRules(document),
  }
}

function buildSupergraph(sdl: string, validateSupergraph: boolean): Supergraph {
  return Supergraph.build(sdl, {
    supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
    validateSupergraph,
  })
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
