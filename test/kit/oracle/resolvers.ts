import { GraphQLError, type GraphQLObjectType } from 'graphql'

/** As graphql-js types a resolver: the source is whatever the parent field gave. */
export type Resolver = NonNullable<ReturnType<GraphQLObjectType['getFields']>[string]['resolve']>

/** What the oracle knows of a type, field by field; what is not named here it cannot be asked. */
export type TypeResolvers = Readonly<Record<string, Resolver>>
export type Resolvers = Readonly<Record<string, TypeResolvers>>

/** Fields that stand in the record under their own names. */
export function plain(...names: readonly string[]): TypeResolvers {
  return Object.fromEntries(names.map((name) => [name, readProperty]))
}

const readProperty: Resolver = (source, _args, _context, { parentType, fieldName }) => {
  const value: unknown = source[fieldName]
  if (value === undefined) throw new Error(`The oracle has no ${parentType.name}.${fieldName}.`)
  return value
}

/** Fails the field that asks for what cannot be, as the graph must. */
export function assertInput(holds: boolean, argument: string): void {
  if (!holds) throw new GraphQLError(`Bad value of "${argument}".`)
}

export function assertWithin(
  argument: string,
  value: number | null | undefined,
  least: number,
  most: number,
) {
  assertInput(value === null || value === undefined || (value >= least && value <= most), argument)
}
