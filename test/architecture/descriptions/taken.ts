import {
  getNullableType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  type GraphQLArgument,
  type GraphQLInputObjectType,
  type GraphQLInputType,
} from 'graphql'
import { TypeFlags, type Type } from 'typescript/unstable/sync'
import { elementOf, isObject, partsOf, propertyOf, takesLeaf } from './compilerTypes.ts'
import type { ResolverTypes } from './readBureau.ts'
import { isFirst, tell, write, type Search } from './search.ts'

/** A method takes whatever clients may give for an argument. */
export function checkArgument(
  search: Search,
  { method, argument, argumentsObject }: ResolverTypes,
  { name, type }: GraphQLArgument,
): void {
  const property = argumentsObject && propertyOf(search.checker, argumentsObject, name)
  checkMember(search, argument.get(name) ?? property, type, `${method}(${name})`)
}

/** An argument or a field of an input, which may be left out where it may be null. */
function checkMember(
  search: Search,
  taken: Type | undefined,
  published: GraphQLInputType,
  where: string,
): void {
  if (!taken) {
    search.lies.add(`${where}: published as ${published}; the code takes none.`)
  } else if (!isNonNullType(published) && !takes(search, taken, TypeFlags.Undefined)) {
    search.lies.add(`${where}: may be left out; the code takes ${write(search, taken)}.`)
  } else {
    checkTaken(search, taken, published, where)
  }
}

function takes({ checker }: Search, taken: Type, flag: TypeFlags): boolean {
  return partsOf(checker, taken).some(({ flags }) => (flags & flag) !== 0)
}

/** Whether code that takes `taken` is ready for all values of the published type. */
export function checkTaken(search: Search, taken: Type, published: GraphQLInputType, where: string): void {
  if (!isNonNullType(published) && !takes(search, taken, TypeFlags.Null))
    search.lies.add(`${where}: may be null; the code takes ${write(search, taken)}.`)
  const type = getNullableType(published)
  const parts = partsOf(search.checker, taken)
  const [element] = parts.flatMap((part) => elementOf(search.checker, part) ?? [])
  const objects = parts.filter(isObject)
  if (isListType(type) && element) checkTaken(search, element, type.ofType, where)
  else if (isInputObjectType(type) && objects.length > 0)
    for (const object of objects) checkInput(search, object, type)
  else if (!isLeafType(type) || !takesLeaf(parts, type)) tell(search, where, type, taken)
}

function checkInput(search: Search, object: Type, type: GraphQLInputObjectType): void {
  if (!isFirst(search, object, type)) return
  for (const field of Object.values(type.getFields()))
    checkMember(
      search,
      propertyOf(search.checker, object, field.name),
      field.type,
      `${type.name}.${field.name}`,
    )
}
