import { entitiesResolver } from '@apollo/subgraph/dist/types.js'
import {
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLUnionType,
  isObjectType,
  type GraphQLFieldConfig,
} from 'graphql'
import { buildPlainSchema } from './plainSchema.ts'
import type { SchemaDefinition } from './schemaDefinition.ts'

/**
 * The schema as a gateway in the same process executes it: the bureau's types and `_entities`. What only other programs ask
 * (`_service`, federation's directives) is not in it, since for seven bureaus that takes a second and a half to build.
 */
export function buildLocalSchema(definition: SchemaDefinition<never>): GraphQLSchema {
  const plain = buildPlainSchema(definition)
  const config = plain.toConfig()
  const entities = config.types.filter(isObjectType).filter(hasKey)
  if (!config.query || entities.length === 0) return plain
  nameReferences(plain, definition.references)
  const union = new GraphQLUnionType({
    name: '_Entity',
    types: entities,
    resolveType: ({ __typename }: { readonly __typename: string }) => __typename,
  })
  const query = new GraphQLObjectType({
    ...config.query.toConfig(),
    fields: { ...config.query.toConfig().fields, _entities: entitiesField(union) },
  })
  const types = config.types.filter((type) => type !== config.query)
  // It is checked where it is composed.
  return new GraphQLSchema({ ...config, query, types, assumeValid: true })
}

const Any = new GraphQLScalarType({ name: '_Any' })

function entitiesField(union: GraphQLUnionType): GraphQLFieldConfig<unknown, object> {
  return {
    type: new GraphQLNonNull(new GraphQLList(union)),
    args: { representations: { type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(Any))) } },
    resolve: (_source, { representations }, context, info) =>
      entitiesResolver({ representations, context, info }),
  }
}

function hasKey({ astNode }: GraphQLObjectType): boolean {
  return astNode?.directives?.some(({ name }) => name.value === 'key') ?? false
}

/** Where Apollo's resolver of entities looks for them. */
function nameReferences(schema: GraphQLSchema, references: SchemaDefinition<never>['references']): void {
  for (const [name, resolveReference] of Object.entries(references)) {
    const type = schema.getType(name)
    if (!type)
      throw new Error(`references.${name}: expected a type of the schema; there is none of this name.`)
    type.extensions = { ...type.extensions, apollo: { subgraph: { resolveReference } } }
  }
}
