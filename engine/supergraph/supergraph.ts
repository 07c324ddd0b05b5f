import type { DocumentNode, GraphQLScalarType, GraphQLSchema } from 'graphql'
import { Kind, parse } from 'graphql'
import { findDirectiveName } from '../../kit/graphql/linkedDirectives.ts'
import { buildApiSchema, buildInputSchema } from './apiSchema.ts'
import type { EntityRules } from './entityRules.ts'
import { readEntityRules } from './entityRules.ts'
import { readGraphNames } from './graphNames.ts'
import type { PlannerAlias } from './plannerAliases.ts'
import { addPlannerAliases } from './plannerAliases.ts'
import { putResolvableKeysFirst } from './keyOrder.ts'
import type { GivenFields } from './givenFields.ts'
import { readGivenFields } from './givenFields.ts'
import type { OverrideLabels } from './overrideLabels.ts'
import { nameShares, readOverrideLabels } from './overrideLabels.ts'
import type { ScalarFields } from './scalarFields.ts'
import { readScalarFields } from './scalarFields.ts'
import type { SubgraphTypes } from './subgraphTypes.ts'
import { listPossibleTypes, readSubgraphTypes } from './subgraphTypes.ts'

/** A supergraph as the engine reads it, from its SDL alone. It never changes; a new version is a new object. */
export interface Supergraph {
  readonly document: DocumentNode
  /** The schema that clients see. */
  readonly apiSchema: GraphQLSchema
  /** The same as variables are read by it: the defaults in it keep their texts. */
  readonly inputSchema: GraphQLSchema
  /** The names that `join__Graph(name:)` states. */
  readonly subgraphs: readonly string[]
  /** Composite type, inaccessible ones too -> the object types that a value of it can have. */
  readonly possibleTypes: ReadonlyMap<string, ReadonlySet<string>>
  /** Every field name in the supergraph: a client's alias of that name could be taken for the field. */
  readonly fieldNames: ReadonlySet<string>
  readonly plannerAliases: ReadonlyMap<string, PlannerAlias>
  readonly entityRules: EntityRules
  readonly subgraphTypes: SubgraphTypes
  readonly givenFields: GivenFields
  readonly overrideLabels: OverrideLabels
  readonly scalarFields: ScalarFields
}

/** Reads a supergraph; pure. Throws for an SDL that is no supergraph, or that leaves clients no schema. */
export function readSupergraph(
  supergraph: string | DocumentNode,
  scalars: readonly GraphQLScalarType[] = [],
): Supergraph {
  const document = typeof supergraph === 'string' ? parse(supergraph, { noLocation: true }) : supergraph
  assertLinksJoin(document)
  const { document: planned, plannerAliases } = forPlanner(document)
  const possibleTypes = listPossibleTypes(planned)
  const apiSchema = buildApiSchema(document, scalars)
  return {
    document,
    apiSchema,
    inputSchema: buildInputSchema(document, apiSchema, scalars),
    subgraphs: [...readGraphNames(document).values()],
    possibleTypes,
    fieldNames: listFieldNames(planned),
    plannerAliases,
    entityRules: readEntityRules(planned),
    subgraphTypes: readSubgraphTypes(planned),
    givenFields: readGivenFields(planned),
    overrideLabels: readOverrideLabels(document, apiSchema),
    scalarFields: readScalarFields(planned),
  }
}

/**
 * The planner would accept other namespaces, and the `@core` of the first federation; here nothing would be found of keys,
 * requirements and subgraphs, and clients would be shown the specification's own types.
 */
function assertLinksJoin(document: DocumentNode): void {
  if (findDirectiveName(document, 'https://specs.apollo.dev/join', 'type') === 'join__type') return
  throw new TypeError(
    'expected a supergraph that links https://specs.apollo.dev/join, as join; got one that does not',
  )
}

/** The supergraph as the planner gets it, with alias fields that clients do not know. */
export function forPlanner(document: DocumentNode) {
  return addPlannerAliases(putResolvableKeysFirst(nameShares(document)))
}

function listFieldNames({ definitions }: DocumentNode): ReadonlySet<string> {
  const names = new Set<string>()
  for (const type of definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue
    for (const field of type.fields ?? []) names.add(field.name.value)
  }
  return names
}
