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
  describeRoots(schema)
  for (const type of nodeTypes(schema)) {
    const { globalId } = type.getFields()
    if (globalId) globalId.resolve = ({ id }: NodeKey) => writeGlobalId({ type: type.name, id })
  }
  return schema
}

/** TypeGraphQL makes these itself. All bureaus say the same of them, for the graph has them once. */
function describeRoots(schema: GraphQLSchema): void {
  schema.description = GRAPH_TEXT
  const [query, subscription] = [schema.getQueryType(), schema.getSubscriptionType()]
  if (query) query.description = QUERY_TEXT
  if (subscription) subscription.description = SUBSCRIPTION_TEXT
}

const GRAPH_TEXT =
  'One graph over the public data of the bureaus of Macao. Null stands for what is not known and, where a description says so, for what the caller may not see. Times are in Macao time. By `provenance` a record tells its source, when it was read, and whether it is a synthetic sample.'
const QUERY_TEXT =
  'What can be asked of all bureaus together: one thing by its id, null where there is none of it; lists, page by page where they can grow; and searches over all.'
const SUBSCRIPTION_TEXT =
  'What is told as it happens, one event after the other: an entity or a list whenever it has changed. From a subscription a client goes on to all other fields of what it is told of.'

export function nodeTypes(schema: GraphQLSchema): readonly GraphQLObjectType[] {
  const node = schema.getType(Node.name)
  return isInterfaceType(node) ? [...schema.getImplementations(node).objects] : []
}
