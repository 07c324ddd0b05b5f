import {
  getNullableType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql'
import { isRecord } from '../../kit/isRecord.ts'
import { SHARED_SCALARS } from '../../schema/scalars.ts'

export type ResponsePath = readonly (string | number)[]

/** A value that its type does not allow. */
export interface Misfit {
  readonly kind: 'null' | 'value'
  readonly path: ResponsePath
  /** Completes "expected …; got …". */
  readonly expected: string
  readonly got: string
}

/** Every value of a response that the types of what was asked do not allow. Of a list, no more than its first misfit. */
export function findMisfits(
  schema: GraphQLSchema,
  document: DocumentNode,
  data: Readonly<Record<string, unknown>>,
): readonly Misfit[] {
  const root = schema.getQueryType()
  const selectionSet = operationOf(document)
  return root && selectionSet ? findInObject(schema, root, selectionSet, data, []) : []
}

function operationOf({ definitions }: DocumentNode): SelectionSetNode | undefined {
  return definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION)?.selectionSet
}

function findInObject(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  { selections }: SelectionSetNode,
  value: Readonly<Record<string, unknown>>,
  path: ResponsePath,
): readonly Misfit[] {
  return selections.flatMap((node) => {
    if (node.kind === Kind.INLINE_FRAGMENT)
      return node.typeCondition === undefined || node.typeCondition.name.value === type.name
        ? findInObject(schema, type, node.selectionSet, value, path)
        : []
    if (node.kind !== Kind.FIELD) return []
    const key = node.alias?.value ?? node.name.value
    const at = [...path, key]
    if (node.name.value === '__typename')
      return value[key] === type.name ? [] : [misfit(at, `"${type.name}"`, value[key])]
    const field = type.getFields()[node.name.value]
    return field ? findInValue(schema, field.type, node.selectionSet, value[key], at) : []
  })
}

function findInValue(
  schema: GraphQLSchema,
  type: GraphQLOutputType,
  selectionSet: SelectionSetNode | undefined,
  value: unknown,
  path: ResponsePath,
): readonly Misfit[] {
  if (value === null && !isNonNullType(type)) return []
  if (value === null) return [{ kind: 'null', path, expected: String(type), got: 'null' }]
  const inner = getNullableType(type)
  if (isListType(inner)) return findInList(schema, inner.ofType, selectionSet, value, path)
  if (isLeafType(inner)) return fitsLeaf(inner, value) ? [] : [misfit(path, inner.name, value)]
  if (!isRecord(value)) return [misfit(path, `an object of ${String(inner)}`, value)]
  const concrete = isObjectType(inner) ? inner : schema.getType(String(value['__typename']))
  if (!isObjectType(concrete) || !selectionSet) return [misfit(path, `one of ${String(inner)}`, value)]
  return findInObject(schema, concrete, selectionSet, value, path)
}

function findInList(
  schema: GraphQLSchema,
  type: GraphQLOutputType,
  selectionSet: SelectionSetNode | undefined,
  value: unknown,
  path: ResponsePath,
): readonly Misfit[] {
  if (!Array.isArray(value)) return [misfit(path, 'a list', value)]
  for (const [index, item] of value.entries()) {
    const found = findInValue(schema, type, selectionSet, item, [...path, index])
    if (found.length > 0) return found
  }
  return []
}

function misfit(path: ResponsePath, expected: string, value: unknown): Misfit {
  return { kind: 'value', path, expected, got: value === undefined ? 'nothing' : JSON.stringify(value) }
}

/** As the value stands in JSON: a number in a text is no number. */
function fitsLeaf(type: GraphQLLeafType, value: unknown): boolean {
  if (isEnumType(type)) return typeof value === 'string' && type.getValue(value) !== undefined
  switch (type.name) {
    case 'Int':
      return Number.isInteger(value) && Number(value) >= -(2 ** 31) && Number(value) < 2 ** 31
    case 'Float':
      return typeof value === 'number'
    case 'Boolean':
      return typeof value === 'boolean'
    case 'String':
    case 'ID':
      return typeof value === 'string'
    default:
      return fitsShared(type.specifiedByURL, value)
  }
}

/** A scalar of the graph is known by its address; any other is its bureau's to judge. */
function fitsShared(address: string | null | undefined, value: unknown): boolean {
  const shared = SHARED_SCALARS.find(({ specifiedByURL }) => specifiedByURL === address)
  if (shared === undefined) return true
  try {
    shared.parseValue(value)
    return true
  } catch {
    return false
  }
}

/** The type at each step of a path, from the root on; undefined where the path leads nowhere. */
export function typesAlong(
  schema: GraphQLSchema,
  document: DocumentNode,
  path: ResponsePath,
): readonly GraphQLOutputType[] | undefined {
  let current: GraphQLOutputType | undefined | null = schema.getQueryType()
  let selectionSets = [operationOf(document)].filter((set) => set !== undefined)
  const types: GraphQLOutputType[] = []
  for (const step of path) {
    const inner: GraphQLOutputType | undefined | null = current && getNullableType(current)
    if (isListType(inner) !== (typeof step === 'number')) return undefined
    if (isListType(inner)) current = inner.ofType
    else {
      const found = findFields(schema, inner, selectionSets, String(step))
      if (found === undefined) return undefined
      current = found.type
      selectionSets = found.selectionSets
    }
    types.push(current)
  }
  return types
}

function findFields(
  schema: GraphQLSchema,
  parent: GraphQLOutputType | undefined | null,
  selectionSets: readonly SelectionSetNode[],
  key: string,
): { type: GraphQLOutputType; selectionSets: SelectionSetNode[] } | undefined {
  const candidates = selectionSets.flatMap((set) => listFields(parent, set, schema))
  const named = candidates.filter(({ node }) => (node.alias?.value ?? node.name.value) === key)
  const type = named[0]?.on.getFields()[named[0].node.name.value]?.type
  return type && { type, selectionSets: named.flatMap(({ node }) => node.selectionSet ?? []) }
}

function listFields(
  parent: GraphQLOutputType | undefined | null,
  { selections }: SelectionSetNode,
  schema: GraphQLSchema,
): readonly { on: GraphQLObjectType; node: FieldNode }[] {
  return selections.flatMap((node) => {
    if (node.kind === Kind.FIELD) return isObjectType(parent) ? [{ on: parent, node }] : []
    if (node.kind !== Kind.INLINE_FRAGMENT) return []
    const named = node.typeCondition && schema.getType(node.typeCondition.name.value)
    return listFields(isObjectType(named) ? named : parent, node.selectionSet, schema)
  })
}
