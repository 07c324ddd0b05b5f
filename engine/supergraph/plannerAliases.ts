import type {
  ArgumentNode,
  DefinitionNode,
  DocumentNode,
  FieldDefinitionNode,
  FieldNode,
  InterfaceTypeDefinitionNode,
  ObjectTypeDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql'
import { Kind, print, visit } from 'graphql'
import { namedTypeOf } from '../../kit/graphql/namedType.ts'
import { parseFieldSet, printFieldSet, readArgument } from './fieldSets.ts'

/** The field with arguments that an alias without arguments stands for. */
export interface PlannerAlias {
  readonly field: string
  readonly arguments: readonly ArgumentNode[]
}

export interface AliasedSchema {
  readonly document: DocumentNode
  /** By the name that the planner sees. */
  readonly plannerAliases: ReadonlyMap<string, PlannerAlias>
}

/**
 * Adds an alias field for each field with arguments that a `@requires` or `@fromContext` selects, whether it writes them or
 * leaves them to their defaults; only the planner sees it.
 *
 * The planner fetches `price(currency: HKD)` and `price(currency: CNY)` under the one key `price`, and takes a client's
 * `comments(limit: 1)` for the required `comments(limit: 3)`, or for the required `comments`. As `_q0_price` and
 * `_q1_price` they are told apart; when the plan is compiled, operations on subgraphs get the original fields back.
 */
export function addPlannerAliases(document: DocumentNode): AliasedSchema {
  const rewriting = beginRewriting(document)
  const rewritten: DocumentNode = {
    ...document,
    definitions: document.definitions.map((type) =>
      isFieldedType(type) ? rewriteType(type, rewriting) : type,
    ),
  }
  if (rewriting.plannerAliases.size === 0) return { document, plannerAliases: rewriting.plannerAliases }
  const definitions = rewritten.definitions.map((definition) => withFields(definition, rewriting))
  return { document: { ...document, definitions }, plannerAliases: rewriting.plannerAliases }
}

type FieldedType = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode

interface Rewriting {
  readonly types: ReadonlyMap<string, FieldedType>
  readonly plannerAliases: Map<string, PlannerAlias>
  /** The alias by the field and arguments that it stands for. */
  readonly names: Map<string, string>
  /** By type, the alias fields that are added to it. */
  readonly added: Map<string, Map<string, FieldDefinitionNode>>
}

function beginRewriting({ definitions }: DocumentNode): Rewriting {
  const types = new Map(definitions.filter(isFieldedType).map((type) => [type.name.value, type]))
  return { types, plannerAliases: new Map(), names: new Map(), added: new Map() }
}

function isFieldedType(definition: DefinitionNode): definition is FieldedType {
  return definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION
}

function rewriteType<Type extends FieldedType>(type: Type, rewriting: Rewriting): Type {
  return { ...type, fields: type.fields?.map((field) => rewriteFieldSets(field, type, rewriting)) ?? [] }
}

/** Rewrites the field sets that stand in a field's `@join__field`. */
function rewriteFieldSets(
  field: FieldDefinitionNode,
  type: FieldedType,
  rewriting: Rewriting,
): FieldDefinitionNode {
  return visit(field, {
    Argument: (node) => {
      if (node.name.value !== 'requires' || node.value.kind !== Kind.STRING) return undefined
      return { ...node, value: { ...node.value, value: rewriteText(node.value.value, [type], rewriting) } }
    },
    ObjectValue: (node) => {
      const context = node.fields.find(({ name }) => name.value === 'context')?.value
      if (context?.kind !== Kind.STRING) return undefined
      const setters = [...rewriting.types.values()].filter((setter) => setsContext(setter, context.value))
      return { ...node, fields: node.fields.map((part) => rewriteSelectionPart(part, setters, rewriting)) }
    },
  })
}

function setsContext({ directives = [] }: FieldedType, context: string): boolean {
  return directives.some((node) => node.name.value === 'context' && readArgument(node, 'name') === context)
}

type ObjectPart = NonNullable<Extract<ArgumentNode['value'], { kind: Kind.OBJECT }>['fields']>[number]

function rewriteSelectionPart(
  part: ObjectPart,
  setters: readonly FieldedType[],
  rewriting: Rewriting,
): ObjectPart {
  if (part.name.value !== 'selection' || part.value.kind !== Kind.STRING) return part
  const text = rewriteText(part.value.value, setters, rewriting)
  const braced = text.startsWith('{') || text === part.value.value ? text : `{ ${text} }`
  return { ...part, value: { ...part.value, value: braced } }
}

function rewriteText(text: string, on: readonly FieldedType[], rewriting: Rewriting): string {
  const set = parseFieldSet(text)
  const [rewritten = set] = on.map((type) => aliasSet(set, type, rewriting))
  const printed = printFieldSet(rewritten)
  return printed === printFieldSet(set) ? text : printed
}

function aliasSet(
  set: SelectionSetNode,
  type: FieldedType | undefined,
  rewriting: Rewriting,
): SelectionSetNode {
  return {
    ...set,
    selections: set.selections.map((selection) => aliasSelection(selection, type, rewriting)),
  }
}

function aliasSelection(
  node: SelectionNode,
  type: FieldedType | undefined,
  rewriting: Rewriting,
): SelectionNode {
  if (node.kind === Kind.FRAGMENT_SPREAD) return node
  if (node.kind === Kind.FIELD) return rewriteSelectedField(node, type, rewriting)
  const condition = node.typeCondition?.name.value
  const conditionType = condition === undefined ? type : rewriting.types.get(condition)
  return { ...node, selectionSet: aliasSet(node.selectionSet, conditionType, rewriting) }
}

function rewriteSelectedField(
  node: FieldNode,
  type: FieldedType | undefined,
  rewriting: Rewriting,
): FieldNode {
  const definition = type?.fields?.find(({ name }) => name.value === node.name.value)
  const below = definition === undefined ? undefined : rewriting.types.get(namedTypeOf(definition.type))
  const { selectionSet, ...field } = node
  const rewritten =
    selectionSet === undefined ? field : { ...field, selectionSet: aliasSet(selectionSet, below, rewriting) }
  const owners = type === undefined ? [] : ownersOf(type, rewriting)
  if (!owners.some((owner) => takesArguments(owner, node.name.value))) return rewritten
  const name = nameAlias(node, rewriting)
  for (const owner of owners) addAliasedField(owner, node.name.value, name, rewriting)
  return { ...rewritten, name: { kind: Kind.NAME, value: name }, arguments: [] }
}

/** Where an object's field takes arguments that its interface leaves out, a client may write them on the object. */
function takesArguments({ fields = [] }: FieldedType, field: string): boolean {
  return fields.some(({ name, arguments: taken = [] }) => name.value === field && taken.length > 0)
}

function nameAlias({ name, arguments: nodes = [] }: FieldNode, { names, plannerAliases }: Rewriting): string {
  const meaning = `${name.value}(${nodes
    .map((node) => print(node))
    .sort()
    .join(',')})`
  const known = names.get(meaning)
  if (known !== undefined) return known
  const alias = `_q${names.size}_${name.value}`
  names.set(meaning, alias)
  plannerAliases.set(alias, { field: name.value, arguments: nodes })
  return alias
}

/** A field of an interface is one of all types that implement it. */
function ownersOf(type: FieldedType, { types }: Rewriting): readonly FieldedType[] {
  if (type.kind === Kind.OBJECT_TYPE_DEFINITION) return [type]
  const implementers = [...types.values()].filter(({ interfaces = [] }) =>
    interfaces.some(({ name }) => name.value === type.name.value),
  )
  return [type, ...implementers]
}

function addAliasedField(owner: FieldedType, field: string, alias: string, rewriting: Rewriting): void {
  const fields = rewriting.added.get(owner.name.value) ?? new Map<string, FieldDefinitionNode>()
  rewriting.added.set(owner.name.value, fields)
  const original = owner.fields?.find(({ name }) => name.value === field)
  if (original === undefined || fields.has(alias)) return
  const { description: _, ...node } = original
  const copy: FieldDefinitionNode = { ...node, name: { kind: Kind.NAME, value: alias }, arguments: [] }
  fields.set(alias, copy)
  fields.set(alias, rewriteFieldSets(copy, owner, rewriting))
}

function withFields(definition: DefinitionNode, { added }: Rewriting): DefinitionNode {
  if (!isFieldedType(definition)) return definition
  const fields = added.get(definition.name.value)?.values() ?? []
  return { ...definition, fields: [...(definition.fields ?? []), ...fields] }
}
