import type { GraphQLObjectType, GraphQLSchema, GraphQLType } from 'graphql'
import type { Checker, Type } from 'typescript/unstable/sync'
import type { BureauTypes, ResolverTypes } from './readBureau.ts'

/** A search for what is published otherwise than the code has it. */
export interface Search {
  readonly checker: Checker
  readonly schema: GraphQLSchema
  readonly bureau: BureauTypes
  /** Each a sentence. */
  readonly lies: Set<string>
  /** Pairs of types that were compared. */
  readonly seen: Set<string>
  /** Methods whose parent somebody returns. */
  readonly proven: Set<string>
}

/** A type has the resolvers of its interfaces. */
export function findResolver(
  { bureau }: Search,
  type: GraphQLObjectType,
  field: string,
): ResolverTypes | undefined {
  return [type, ...type.getInterfaces()]
    .map(({ name }) => bureau.resolvers.get(`${name}.${field}`))
    .find((resolver) => resolver !== undefined)
}

/** Whether the code's type was not yet compared with the published one. */
export function isFirst({ seen }: Search, code: Type, published: GraphQLType): boolean {
  const pair = `${code.id} ${published}`
  if (seen.has(pair)) return false
  seen.add(pair)
  return true
}

export function tell(search: Search, where: string, published: GraphQLType, code: Type): void {
  search.lies.add(`${where}: published as ${published}; the code has ${write(search, code)}.`)
}

export function write({ checker }: Search, type: Type): string {
  return checker.typeToString(type)
}
