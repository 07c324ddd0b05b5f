import { GraphQLError, OperationTypeNode, type ASTVisitor, type ValidationContext } from 'graphql'

/**
 * An operation is of a type that the schema has. graphql-js has no such rule yet: it takes `mutation { x }` for valid where
 * there are no mutations, since no type says that it has no field `x`.
 */
export function KnownOperationTypesRule(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(node) {
      const schema = context.getSchema()
      if (schema.getRootType(node.operation)) return
      const known = Object.values(OperationTypeNode).filter((operation) => schema.getRootType(operation))
      context.reportError(
        new GraphQLError(
          `This graph has no ${PLURALS[node.operation]}: expected ${known.map((operation) => `"${operation}"`).join(' or ')}; got "${node.operation}".`,
          { nodes: node },
        ),
      )
    },
  }
}

const PLURALS = { query: 'queries', mutation: 'mutations', subscription: 'subscriptions' } as const
