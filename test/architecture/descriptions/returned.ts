import {
  getNullableType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLNamedOutputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql'
import type { Type } from 'typescript/unstable/sync'
import { elementOf, isAbsent, isLeafOf, isObject, literalOf, partsOf, propertyOf } from './compilerTypes.ts'
import type { ResolverTypes } from './readBureau.ts'
import { findResolver, isFirst, tell, write, type Search } from './search.ts'
import { typeUnlessError } from './typeUnlessError.ts'

/** What is returned is what is published, down to the last leaf: by a property, or by a method that takes the parent. */
export function checkReturned(
  search: Search,
  returned: Type,
  published: GraphQLOutputType,
  where: string,
): void {
  const parts = partsOf(search.checker, returned)
  if (isNonNullType(published) && parts.some(isAbsent)) tell(search, where, published, returned)
  const given = parts.filter((part) => !isAbsent(part) && !isError(part))
  const type = getNullableType(published)
  for (const part of given) {
    if (isListType(type)) checkList(search, part, type.ofType, where)
    else if (!isLeafType(type)) checkComposite(search, part, type, given, where)
    else if (!isLeafOf(part, type)) tell(search, where, type, part)
  }
}

/** An error in place of a value is told as one. */
function isError(type: Type): boolean {
  return type.getSymbol()?.name.endsWith('Error') === true
}

function checkList(search: Search, part: Type, item: GraphQLOutputType, where: string): void {
  const element = elementOf(search.checker, part)
  if (element) checkReturned(search, element, item, where)
  else search.lies.add(`${where}: published as a list of ${item}; the code has ${write(search, part)}.`)
}

function checkComposite(
  search: Search,
  part: Type,
  published: GraphQLNamedOutputType,
  siblings: readonly Type[],
  where: string,
): void {
  for (const type of possibleTypes(search, part, published, siblings))
    if (isFirst(search, part, type)) checkObject(search, part, type, where)
}

/** Of an interface or union the type that the part names in `__typename`; else any that none of its siblings names. */
function possibleTypes(
  search: Search,
  part: Type,
  published: GraphQLNamedOutputType,
  siblings: readonly Type[],
): readonly GraphQLObjectType[] {
  if (isObjectType(published)) return [published]
  if (isLeafType(published)) return []
  const possible = search.schema.getPossibleTypes(published)
  const own = namesOf(search, part)
  const named = new Set(siblings.flatMap((sibling) => namesOf(search, sibling)))
  return possible.filter(({ name }) => (own.length > 0 ? own.includes(name) : !named.has(name)))
}

function namesOf({ checker }: Search, part: Type): readonly unknown[] {
  const name = propertyOf(checker, part, '__typename')
  return name
    ? partsOf(checker, name)
        .map(literalOf)
        .filter((literal) => literal !== undefined)
    : []
}

function checkObject(search: Search, part: Type, type: GraphQLObjectType, where: string): void {
  if (!isObject(part)) return tell(search, where, type, part)
  for (const field of Object.values(type.getFields())) {
    const resolver = findResolver(search, type, field.name)
    if (resolver) checkParent(search, part, resolver, where)
    else checkProperty(search, part, type, field, where)
  }
}

function checkParent(search: Search, part: Type, { method, parent }: ResolverTypes, where: string): void {
  search.proven.add(method)
  if (parent && !search.checker.isTypeAssignableTo(part, parent))
    search.lies.add(
      `${method}: expected a parent that ${where} returns, ${write(search, part)}; it takes ${write(search, parent)}.`,
    )
}

function checkProperty(
  search: Search,
  part: Type,
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  where: string,
): void {
  // The kit writes the id in the whole graph from the key.
  const source = field.name === 'globalId' ? 'id' : field.name
  const value = propertyOf(search.checker, part, source)
  if (value) return checkReturned(search, value, typeUnlessError(field), `${write(search, part)}.${source}`)
  search.lies.add(
    `${type.name}.${field.name}: published as ${field.type}; it has no source: no method, and no property of ${write(search, part)}, which ${where} returns.`,
  )
}
