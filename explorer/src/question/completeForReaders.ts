import {
  getNamedType,
  isObjectType,
  isRequiredArgument,
  Kind,
  parse,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql'

const LANGUAGES = ['zh', 'pt', 'en']

/**
 * The query with what a reader needs who did not write it: every text in all three languages, a name beside every id, and
 * the coordinate of every place, so that there is a map.
 */
export function completeForReaders(schema: GraphQLSchema, query: string): string {
  const info = new TypeInfo(schema)
  const complete = (node: SelectionSetNode): SelectionSetNode | undefined => {
    const type = info.getParentType()
    const missing = isObjectType(type) ? listMissing(node, type) : []
    return missing.length === 0 ? undefined : { ...node, selections: [...node.selections, ...missing] }
  }
  const visitor = visitWithTypeInfo(info, { SelectionSet: { enter: complete } })
  return print(visit(parse(query, { noLocation: true }), visitor))
}

function listMissing({ selections }: SelectionSetNode, type: GraphQLObjectType): readonly FieldNode[] {
  const keys = new Set(
    selections.map((selection) =>
      selection.kind === Kind.FIELD ? (selection.alias ?? selection.name).value : '',
    ),
  )
  const without = (names: readonly string[]) =>
    names.filter((name) => !keys.has(name)).map((name) => field(name))
  if (type.name === 'Text') return without(LANGUAGES)
  if (type.name === 'Place') return without(['lat', 'lng'])
  const isNameless = keys.has('id') && !keys.has('name') && hasName(type)
  return isNameless ? [field('name', without(LANGUAGES))] : []
}

function hasName(type: GraphQLObjectType): boolean {
  const { name } = type.getFields()
  return name !== undefined && !name.args.some(isRequiredArgument) && getNamedType(name.type).name === 'Text'
}

function field(name: string, selections: readonly FieldNode[] = []): FieldNode {
  return {
    kind: Kind.FIELD,
    name: { kind: Kind.NAME, value: name },
    ...(selections.length > 0 && { selectionSet: { kind: Kind.SELECTION_SET, selections } }),
  }
}
