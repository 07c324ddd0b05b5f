import {
  getNamedType,
  getNullableType,
  isLeafType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  valueFromASTUntyped,
  type ConstDirectiveNode,
  type GraphQLObjectType,
  type SelectionSetNode,
} from 'graphql'
import { SymbolFlags, TypeFlags, type Type } from 'typescript/unstable/sync'
import { isAbsent, partsOf, propertyOf, takesLeaf } from './compilerTypes.ts'
import { write, type Search } from './search.ts'

/** Each key by which gateways ask for an entity is one that its finder takes, with all the fields that it needs. */
export function checkKeys(search: Search, type: GraphQLObjectType): void {
  const finder = search.bureau.references.get(type.name)
  for (const fields of resolvableKeys(type)) {
    const key = `@key(fields: "${fields}") of ${type.name}`
    if (!finder) search.lies.add(`${key}: nothing in "references" finds an entity by it.`)
    else if (finder.key && !takesKey(search, finder.key, type, selectionOf(fields)))
      search.lies.add(`${key}: references.${type.name} takes ${write(search, finder.key)}.`)
  }
}

function resolvableKeys({ astNode, extensionASTNodes }: GraphQLObjectType): readonly string[] {
  return [astNode, ...extensionASTNodes]
    .flatMap((node) => node?.directives ?? [])
    .filter(({ name }) => name.value === 'key')
    .map(argumentsOf)
    .filter(({ resolvable }) => resolvable !== false)
    .map(({ fields }) => String(fields))
}

function argumentsOf(directive: ConstDirectiveNode): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    (directive.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
  )
}

function selectionOf(fields: string): SelectionSetNode {
  const [definition] = parse(`{ ${fields} }`).definitions
  if (definition?.kind !== Kind.OPERATION_DEFINITION)
    throw new Error(`Expected fields of a key; got "${fields}".`)
  return definition.selectionSet
}

/** Of several keys a finder takes one shape each. */
function takesKey(
  search: Search,
  taken: Type,
  type: GraphQLObjectType,
  selection: SelectionSetNode,
): boolean {
  return partsOf(search.checker, taken).some((shape) => takesShape(search, shape, type, selection))
}

function takesShape(
  search: Search,
  shape: Type,
  type: GraphQLObjectType,
  { selections }: SelectionSetNode,
): boolean {
  const sent = new Map(
    selections.flatMap((node) =>
      node.kind === Kind.FIELD ? [[node.name.value, node.selectionSet] as const] : [],
    ),
  )
  const needed = search.checker
    .getPropertiesOfType(shape)
    .filter(({ flags }) => (flags & SymbolFlags.Optional) === 0)
    .map(({ name }) => name)
  return (
    needed.every((name) => name === '__typename' || sent.has(name)) &&
    [...sent].every(([name, below]) =>
      takesField(search, propertyOf(search.checker, shape, name), type, name, below),
    )
  )
}

/** A field of the key that the finder does not read makes it no other finder. */
function takesField(
  search: Search,
  taken: Type | undefined,
  type: GraphQLObjectType,
  name: string,
  below: SelectionSetNode | undefined,
): boolean {
  const published = type.getFields()[name]?.type
  if (!taken || !published) return published !== undefined
  const parts = partsOf(search.checker, taken)
  if (!isNonNullType(published) && !parts.some(({ flags }) => (flags & TypeFlags.Null) !== 0)) return false
  const inner = getNamedType(published)
  const given = parts.filter((part) => !isAbsent(part))
  if (below && isObjectType(inner)) return given.some((shape) => takesShape(search, shape, inner, below))
  return isLeafType(getNullableType(published)) && isLeafType(inner) && takesLeaf(given, inner)
}
