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

interface Selected {
  readonly key: string
  readonly type: GraphQLOutputType
  readonly sets: readonly SelectionSetNode[]
}

/** The list of objects nearest to the root; null where the question has none, and its answer is one row. */
export function findListOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): ListOf | null {
  const root = schema.getQueryType()
  if (!root) return null
  let level = select([operation.selectionSet], root, schema, document).map((field) => ({
    path: [field.key],
    field,
  }))
  while (level.length > 0) {
    const found = level.find(
      ({ field }) => isListType(getNullableType(field.type)) && isCompositeType(getNamedType(field.type)),
    )
    if (found) return { path: found.path, columns: columnsOf(found.field, schema, document) }
    level = level.flatMap(({ path, field }) =>
      select(field.sets, getNamedType(field.type), schema, document).map((inner) => ({
        path: [...path, inner.key],
        field: inner,
      })),
    )
  }
  return null
}

/** An edge is its node, as in the rows. */
function columnsOf(list: Selected, schema: GraphQLSchema, document: DocumentNode): readonly string[] {
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
  fields: readonly Selected[],
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
): readonly Selected[] {
  const found = new Map<string, Selected>()
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
