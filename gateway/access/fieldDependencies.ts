import {
  buildASTSchema,
  getNamedType,
  Kind,
  parse,
  type ConstDirectiveNode,
  type DocumentNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql'
import { argumentOf, findDirectiveName, stringArgument } from '../../kit/graphql/linkedDirectives.ts'
import { possibleTypesOf } from '../../kit/graphql/possibleTypes.ts'

/** A field that is computed from another one: whoever sees the reader learns something of the field that it reads. */
export interface FieldDependency {
  /** Coordinate of the field with the `@requires` or `@fromContext`. */
  readonly reader: string
  /** Coordinate of a field that it reads, or the name of a type of which it reads something. */
  readonly read: string
  /** True when what it reads is a field of the very object that it is a field of. */
  readonly isSameObject: boolean
}

/** Every field dependency in a supergraph, through interfaces and nested selections. */
export function listFieldDependencies(supergraph: DocumentNode): readonly FieldDependency[] {
  const selections = listSelections(supergraph)
  if (selections.length === 0) return []
  const schema = buildASTSchema(supergraph, { assumeValid: true, assumeValidSDL: true })
  return selections.flatMap(({ typeName, fieldName, contextTypes, text }) => {
    const set = parseSelection(text)
    const fromContext = contextTypes?.flatMap((name) => possibleTypesOf(schema.getType(name), schema))
    // A field of an `@interfaceObject` is a field of each implementation.
    return possibleTypesOf(schema.getType(typeName), schema).flatMap((owner) => {
      const read = listRead(set, fromContext ?? [owner], schema, fromContext === undefined)
      return read.map((found) => ({ reader: `${owner.name}.${fieldName}`, ...found }))
    })
  })
}

interface DependentSelection {
  readonly typeName: string
  readonly fieldName: string
  /** The types of which a context is read; undefined for a `@requires`, which reads the object itself. */
  readonly contextTypes: readonly string[] | undefined
  readonly text: string
}

function listSelections(supergraph: DocumentNode): readonly DependentSelection[] {
  const contexts = readContexts(supergraph)
  return supergraph.definitions.flatMap((type) => {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.INTERFACE_TYPE_DEFINITION) return []
    return (type.fields ?? []).flatMap(({ name, directives }) =>
      selectionsOf(directives ?? [], contexts).map((selection) => ({
        typeName: type.name.value,
        fieldName: name.value,
        ...selection,
      })),
    )
  })
}

function selectionsOf(
  directives: readonly ConstDirectiveNode[],
  contexts: ReadonlyMap<string, readonly string[]>,
): readonly Pick<DependentSelection, 'contextTypes' | 'text'>[] {
  return directives.flatMap((directive) => {
    const required = stringArgument(directive, 'requires')
    const fromContexts = readContextArguments(directive).map(({ context, selection }) => ({
      contextTypes: contexts.get(context) ?? [],
      text: selection,
    }))
    return required === null ? fromContexts : [...fromContexts, { contextTypes: undefined, text: required }]
  })
}

/** The types that set each context, by its name. */
function readContexts(supergraph: DocumentNode): ReadonlyMap<string, readonly string[]> {
  const directiveName = findDirectiveName(supergraph, 'https://specs.apollo.dev/context', 'context')
  const contexts = new Map<string, string[]>()
  for (const type of supergraph.definitions) {
    if (
      type.kind !== Kind.OBJECT_TYPE_DEFINITION &&
      type.kind !== Kind.INTERFACE_TYPE_DEFINITION &&
      type.kind !== Kind.UNION_TYPE_DEFINITION
    )
      continue
    for (const directive of type.directives ?? []) {
      const name = directive.name.value === directiveName ? stringArgument(directive, 'name') : null
      if (name !== null) contexts.set(name, [...(contexts.get(name) ?? []), type.name.value])
    }
  }
  return contexts
}

function readContextArguments(
  directive: ConstDirectiveNode,
): readonly { readonly context: string; readonly selection: string }[] {
  const argument = argumentOf(directive, 'contextArguments')
  const value: unknown = argument ? valueFromASTUntyped(argument.value) : []
  return Array.isArray(value) ? value.filter(isContextArgument) : []
}

function isContextArgument(value: unknown): value is { context: string; selection: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'context' in value &&
    typeof value.context === 'string' &&
    'selection' in value &&
    typeof value.selection === 'string'
  )
}

/** Composition writes some selections with braces and some without. */
function parseSelection(text: string): SelectionSetNode {
  const isBraced = text.trim().startsWith('{')
  const [definition] = parse(isBraced ? text : `{${text}}`, { noLocation: true }).definitions
  if (definition?.kind !== Kind.OPERATION_DEFINITION)
    throw new TypeError(`expected a selection set, got ${text}`)
  return definition.selectionSet
}

type Dependency = Omit<FieldDependency, 'reader'>

function listRead(
  set: SelectionSetNode,
  possible: readonly GraphQLObjectType[],
  schema: GraphQLSchema,
  isSameObject: boolean,
): readonly Dependency[] {
  return set.selections.flatMap((selection): readonly Dependency[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return []
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value
      const members = new Set(
        condition === undefined ? possible : possibleTypesOf(schema.getType(condition), schema),
      )
      return listRead(
        selection.selectionSet,
        possible.filter((type) => members.has(type)),
        schema,
        isSameObject,
      )
    }
    return possible.flatMap((parent) => {
      const field = parent.getFields()[selection.name.value]
      if (field === undefined) return []
      const type = getNamedType(field.type)
      const below = selection.selectionSet
        ? listRead(selection.selectionSet, possibleTypesOf(type, schema), schema, false)
        : []
      return [
        { read: `${parent.name}.${field.name}`, isSameObject },
        { read: parent.name, isSameObject },
        { read: type.name, isSameObject: false },
        ...below,
      ]
    })
  })
}
