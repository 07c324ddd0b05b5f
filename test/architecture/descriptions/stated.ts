import {
  getNullableType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLOutputType,
} from 'graphql'
import type { Type } from 'typescript/unstable/sync'
import { elementOf, isAbsent, isLeafOf, isObject, partsOf, propertyOf } from './compilerTypes.ts'
import { tell, type Search } from './search.ts'

/** The properties of a published class state what their decorators publish. */
export function checkClass(search: Search, name: string, declared: Type): void {
  const type = search.schema.getType(name)
  if (!isObjectType(type) && !isInterfaceType(type)) return
  for (const field of Object.values(type.getFields())) {
    const stated = propertyOf(search.checker, declared, field.name)
    if (stated) checkStated(search, stated, field.type, `${name}.${field.name}`)
  }
}

/** Down to objects: what lies below these their own classes state. */
function checkStated(search: Search, stated: Type, published: GraphQLOutputType, where: string): void {
  const parts = partsOf(search.checker, stated)
  if (isNonNullType(published) && parts.some(isAbsent)) tell(search, where, published, stated)
  const type = getNullableType(published)
  for (const part of parts.filter((one) => !isAbsent(one))) {
    const element = isListType(type) ? elementOf(search.checker, part) : undefined
    if (element && isListType(type)) checkStated(search, element, type.ofType, where)
    else if (!isStated(search, part, type)) tell(search, where, type, part)
  }
}

function isStated(search: Search, part: Type, published: GraphQLOutputType): boolean {
  if (isLeafType(published)) return isLeafOf(part, published)
  if (isListType(published) || !isObject(part)) return false
  const name = nameOfClass(search, part)
  // An interface of what a resolver returns is compared where it is returned.
  return name === undefined || !isObjectType(published) || name === published.name
}

function nameOfClass({ bureau }: Search, part: Type): string | undefined {
  return [...bureau.classes].find(([, declared]) => declared.id === part.id)?.[0]
}
