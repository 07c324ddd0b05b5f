import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
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

/** A field of the rows of a table, as the query and the schema tell it before anything is fetched. */
export interface TableField {
  /** The key in the answer. */
  readonly key: string
  /** Such as "CarPark.name". */
  readonly coordinate: string
  readonly type: GraphQLOutputType
  readonly description: string | null
  readonly fields: readonly TableField[]
}

/** What a table can be made of: a list, or an object of the answer as one row. */
export interface TableList {
  readonly kind: 'list' | 'row'
  readonly path: readonly string[]
  readonly fields: readonly TableField[]
}

/** The fields of the answer. */
export function readAnswerFields(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): readonly TableField[] {
  const root = schema.getRootType(operation.operation)
  return root ? readFields([operation.selectionSet], root, schema, document) : []
}

/** The lists of objects outside other lists, the nearest to the root first; none where the answer is one row. */
export function findTableLists(root: readonly TableField[]): readonly TableList[] {
  const lists: TableList[] = []
  let level: readonly PlacedField[] = root.map((field) => ({ path: [field.key], field }))
  while (level.length > 0) {
    const next: PlacedField[] = []
    for (const { path, field } of level) {
      if (!isList(field))
        for (const inner of field.fields) next.push({ path: [...path, inner.key], field: inner })
      else if (isCompositeType(getNamedType(field.type)) && !isRepeated(path, lists))
        lists.push({ kind: 'list', path, fields: fieldsOfItem(field) })
    }
    level = next
  }
  return lists
}

/** The whole answer as one row; `{ museum: { … } }` is the museum. */
export function answerAsRow(root: readonly TableField[]): TableList {
  const [only, second] = root
  return only && !second && only.fields.length > 0 && !isList(only)
    ? { kind: 'row', path: [only.key], fields: only.fields }
    : { kind: 'row', path: [], fields: root }
}

export function isList({ type }: Pick<TableField, 'type'>): boolean {
  return isListType(getNullableType(type))
}

export function isRequired({ type }: Pick<TableField, 'type'>): boolean {
  return isNonNullType(type)
}

interface PlacedField {
  readonly path: readonly string[]
  readonly field: TableField
}

/** A connection that gives both its nodes and its edges gives the same list twice. */
function isRepeated(path: readonly string[], lists: readonly TableList[]): boolean {
  const ownerOf = (of: readonly string[]) => (isConnectionList(of) ? of.slice(0, -1).join('.') : null)
  const owner = ownerOf(path)
  return owner !== null && lists.some((other) => ownerOf(other.path) === owner)
}

function isConnectionList(path: readonly string[]): boolean {
  return path.at(-1) === 'nodes' || path.at(-1) === 'edges'
}

/** An edge is its node, as in the rows. */
function fieldsOfItem({ key, fields }: TableField): readonly TableField[] {
  const node = key === 'edges' ? fields.find((field) => field.key === 'node') : undefined
  return node ? node.fields : fields
}

/** The fields of selections with what fragments add, each response key once. */
function readFields(
  sets: readonly SelectionSetNode[],
  parent: GraphQLNamedType,
  schema: GraphQLSchema,
  document: DocumentNode,
): readonly TableField[] {
  return select(sets, parent, schema, document).map(
    ({ key, coordinate, type, description, sets: inner }) => ({
      key,
      coordinate,
      type,
      description,
      fields: readFields(inner, getNamedType(type), schema, document),
    }),
  )
}

interface SelectedField extends Omit<TableField, 'fields'> {
  readonly sets: readonly SelectionSetNode[]
}

function select(
  sets: readonly SelectionSetNode[],
  parent: GraphQLNamedType,
  schema: GraphQLSchema,
  document: DocumentNode,
): readonly SelectedField[] {
  const found = new Map<string, SelectedField>()
  const visit = (set: SelectionSetNode, type: GraphQLNamedType, isOfSome: boolean): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) addField(selection, type, isOfSome)
      else if (selection.kind === Kind.INLINE_FRAGMENT)
        visitFragment(selection.selectionSet, selection.typeCondition?.name.value, type, isOfSome)
      else {
        const fragment = document.definitions.find(
          (definition) =>
            definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value,
        )
        if (fragment?.kind === Kind.FRAGMENT_DEFINITION)
          visitFragment(fragment.selectionSet, fragment.typeCondition.name.value, type, isOfSome)
      }
    }
  }
  /** Of what an interface or a union may be, a fragment on a member is of some rows alone. */
  const visitFragment = (
    set: SelectionSetNode,
    name: string | undefined,
    type: GraphQLNamedType,
    isOfSome: boolean,
  ): void => {
    const condition = (name === undefined ? undefined : schema.getType(name)) ?? type
    visit(set, condition, isOfSome || (condition !== type && isAbstractType(type)))
  }
  const addField = (node: FieldNode, type: GraphQLNamedType, isOfSome: boolean): void => {
    const key = (node.alias ?? node.name).value
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined
    if (!field) return
    const known = found.get(key)
    const own = node.selectionSet ? [node.selectionSet] : []
    found.set(key, {
      key,
      coordinate: `${type.name}.${field.name}`,
      type: isOfSome ? (known?.type ?? getNullableType(field.type)) : field.type,
      description: field.description ?? null,
      sets: [...(known?.sets ?? []), ...own],
    })
  }
  for (const set of sets) visit(set, parent, false)
  return [...found.values()]
}
