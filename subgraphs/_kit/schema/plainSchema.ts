import 'reflect-metadata'
import { isInterfaceType, specifiedDirectives, type GraphQLObjectType, type GraphQLSchema } from 'graphql'
import { buildSchemaSync } from 'type-graphql'
import { subscribedAtGateway } from '../events/topic.ts'
import { Node, writeGlobalId, type NodeKey } from '../node.ts'
import type { SchemaDefinition } from './schemaDefinition.ts'

/**
 * The types of a bureau with their resolvers, and nothing of federation. TypeGraphQL keeps one registry for the process:
 * naming resolvers and types keeps other bureaus' out.
 */
export function buildPlainSchema({
  resolvers,
  orphanedTypes,
}: Pick<SchemaDefinition<never>, 'resolvers' | 'orphanedTypes'>): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers,
    orphanedTypes: [...orphanedTypes],
    directives: [...specifiedDirectives],
    validate: false,
    // TypeGraphQL wants one where there are subscriptions; events come from gateways.
    pubSub: { publish: () => undefined, subscribe: subscribedAtGateway },
    // Federation's own directives and scalars are only known once @apollo/subgraph has read the links.
    skipCheck: true,
  })
  for (const type of nodeTypes(schema)) {
    const { globalId } = type.getFields()
    if (globalId) globalId.resolve = ({ id }: NodeKey) => writeGlobalId({ type: type.name, id })
  }
  return schema
}

export function nodeTypes(schema: GraphQLSchema): readonly GraphQLObjectType[] {
  const node = schema.getType(Node.name)
  return isInterfaceType(node) ? [...schema.getImplementations(node).objects] : []
}
