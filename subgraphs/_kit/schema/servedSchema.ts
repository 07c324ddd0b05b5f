import { buildSubgraphSchema } from '@apollo/subgraph'
import { printSchemaWithDirectives } from '@graphql-tools/utils'
import { parse, type GraphQLSchema } from 'graphql'
import { createResolversMap } from 'type-graphql'
import { printSpecifications } from '../specification.ts'
import { buildPlainSchema, nodeTypes } from './plainSchema.ts'
import type { SchemaDefinition } from './schemaDefinition.ts'

/** The SDL that a bureau publishes: its types with all directives, and the links that give these their meaning. */
export function printSubgraphSchema(definition: SchemaDefinition<never>): string {
  return printPublished(definition, buildPlainSchema(definition))
}

/** The schema as other programs ask it: with `_service`, and with all that federation's links name. */
export function buildServedSchema(definition: SchemaDefinition<never>): GraphQLSchema {
  const plain = buildPlainSchema(definition)
  const resolvers: Record<string, object> = createResolversMap(plain)
  for (const [type, resolve] of Object.entries(definition.references)) {
    resolvers[type] = { ...resolvers[type], __resolveReference: resolve }
  }
  return buildSubgraphSchema({
    typeDefs: parse(printPublished(definition, plain)),
    // The two libraries describe the same resolver map with types that do not meet.
    resolvers: resolvers as NonNullable<ExecutableModule['resolvers']>,
  })
}

type ExecutableModule = Extract<Parameters<typeof buildSubgraphSchema>[0], { resolvers?: unknown }>

function printPublished({ specifications }: SchemaDefinition<never>, plain: GraphQLSchema): string {
  return `${printSpecifications(specifications)}\n${printSchemaWithDirectives(shareGlobalIds(plain))}\n`
}

/** The catalogue knows the id of a node in the whole graph as well as its owner does: both write it from its key. */
function shareGlobalIds(schema: GraphQLSchema): GraphQLSchema {
  for (const { globalId } of nodeTypes(schema).map((type) => type.getFields()))
    if (globalId) globalId.extensions = { ...globalId.extensions, directives: { shareable: {} } }
  return schema
}
