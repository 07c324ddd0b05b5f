import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'

/** The list that a table is made of, and its columns, known before anything is fetched. */
export interface ListOf {
  readonly path: readonly string[]
  readonly columns: readonly string[]
}

interface SelectedField {
  readonly key: string
  readonly type: GraphQLOutputType
  readonly sets: readonly SelectionSetNode[]
}

/** The lists of objects outside other lists, the nearest to the root first; none where the answer is one row. */
export function findListsOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): readonly ListOf[] {
  const root = schema.getQueryType()
  if (!root) return []
  const lists: ListOf[] = []
  let level = select([operation.selectionSet], root, schema, document).map(toPlaced)
  while (level.length > 0) {
    const next: PlacedList[] = []
    for (const { path, field } of level) {
      const isList = isListType(getNullableType(field.type))
      if (!isList)
        next.push(
          ...select(field.sets, getNamedType(field.type), schema, document).map((inner) => ({
            path: [...path, inner.key],
            field: inner,
          })),
        )
      else if (isCompositeType(getNamedType(field.type)) && !isRepeated(path, lists))
        lists.push({ path, columns: columnsOfList(field, schema, document) })
    }
    level = next
  }
  return lists
}

interface PlacedList {
  readonly path: readonly string[]
  readonly field: SelectedField
}

function toPlaced(field: SelectedField): PlacedList {
  return { path: [field.key], field }
}

/** A connection that gives both its nodes and its edges gives the same list twice. */
function isRepeated(path: readonly string[], lists: readonly ListOf[]): boolean {
  const ownerOf = (of: readonly string[]) => (isConnectionList(of) ? of.slice(0, -1).join('.') : null)
  const owner = ownerOf(path)
  return owner !== null && lists.some((other) => ownerOf(other.path) === owner)
}

function isConnectionList(path: readonly string[]): boolean {
  return path.at(-1) === 'nodes' || path.at(-1) === 'edges'
}

/** An edge is its node, as in the rows. */
function columnsOfList(
  list: SelectedField,
  schema: GraphQLSchema,
  document: DocumentNode,
): readonly string[] {
  const items = select(list.sets, getNamedType(list.type), schema, document)
  const node = list.key === 'edges' ? items.find(({ key }) => key === 'node') : undefined
  return layColumns(
    node ? select(node.sets, getNamedType(node.type), schema, document) : items,
    '',
    schema,
    document,
  )
}

function layColumns(
  fields: readonly SelectedField[],
  prefix: string,
  schema: GraphQLSchema,
  document: DocumentNode,
): readonly string[] {
  const names = fields.flatMap(({ key, type, sets }) => {
    if (key === '__typename' && prefix !== '') return []
    const name = prefix === '' ? key : `${prefix}.${key}`
    if (sets.length === 0 || isListType(getNullableType(type))) return [name]
    return layColumns(select(sets, getNamedType(type), schema, document), name, schema, document)
  })
  return [...new Set(names)]
}

/** The fields of selections with what fragments add, each response key once. */
function select(
  sets: readonly SelectionSetNode[],
  parent: GraphQLNamedType,
  schema: GraphQLSchema,
  document: DocumentNode,
): readonly SelectedField[] {
  const found = new Map<string, SelectedField>()
  const visit = (set: SelectionSetNode, type: GraphQLNamedType): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) addField(selection, type)
      else if (selection.kind === Kind.INLINE_FRAGMENT)
        visit(selection.selectionSet, conditioned(selection.typeCondition?.name.value, type))
      else {
        const fragment = document.definitions.find(
          (definition) =>
            definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value,
        )
        if (fragment?.kind === Kind.FRAGMENT_DEFINITION)
          visit(fragment.selectionSet, conditioned(fragment.typeCondition.name.value, type))
      }
    }
  }
  const addField = (node: FieldNode, type: GraphQLNamedType): void => {
    const key = (node.alias ?? node.name).value
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined
    if (!field) return
    const known = found.get(key)
    const own = node.selectionSet ? [node.selectionSet] : []
    found.set(key, { key, type: field.type, sets: [...(known?.sets ?? []), ...own] })
  }
  const conditioned = (name: string | undefined, type: GraphQLNamedType) =>
    (name === undefined ? undefined : schema.getType(name)) ?? type
  for (const set of sets) visit(set, parent)
  return [...found.values()]
}
