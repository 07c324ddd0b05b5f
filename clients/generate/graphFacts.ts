import {
  getNamedType,
  GraphQLID,
  isAbstractType,
  isObjectType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql'

/** What caches of clients need to know of the graph. */
export interface GraphFacts {
  readonly possibleTypes: Readonly<Record<string, readonly string[]>>
  /** Object types with an `id`. */
  readonly entityTypes: readonly string[]
  /** Object types without: each stands within its parent. */
  readonly valueTypes: readonly string[]
  /** Those of them that may be put together from two answers: without a code that tells one from another. */
  readonly mergedTypes: readonly string[]
  /** Type -> field that returns a connection -> the arguments that tell one list from another. */
  readonly connectionFields: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
}

export function readGraphFacts(schema: GraphQLSchema): GraphFacts {
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'))
  const objects = types.filter(isObjectType)
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
  const others = objects.filter((type) => !roots.includes(type))
  const hasId = (type: GraphQLObjectType) => type.getFields().id !== undefined
  const values = others.filter((type) => !hasId(type))
  return {
    possibleTypes: Object.fromEntries(
      types
        .filter(isAbstractType)
        .map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)]),
    ),
    entityTypes: others.filter(hasId).map(({ name }) => name),
    valueTypes: values.map(({ name }) => name),
    mergedTypes: values.filter((type) => !hasCode(type)).map(({ name }) => name),
    connectionFields: Object.fromEntries(objects.flatMap(listConnections)),
  }
}

function hasCode(type: GraphQLObjectType): boolean {
  return Object.values(type.getFields()).some((field) => getNamedType(field.type) === GraphQLID)
}

function listConnections(type: GraphQLObjectType): [string, Record<string, string[]>][] {
  const fields = Object.values(type.getFields())
    .filter((field) => field.type.toString().endsWith('Connection') && hasArgument(field.args, 'after'))
    .map((field) => [field.name, field.args.map(({ name }) => name).filter((name) => name !== 'after')])
  return fields.length === 0 ? [] : [[type.name, Object.fromEntries(fields)]]
}

function hasArgument(args: readonly { readonly name: string }[], name: string): boolean {
  return args.some((argument) => argument.name === name)
}
