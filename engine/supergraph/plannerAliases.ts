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
import { hasArguments, parseFieldSet, printFieldSet, readArgument } from './fieldSets.ts'

/** What a field without arguments stands for. */
export interface StandIn {
  readonly field: string
  readonly arguments: readonly ArgumentNode[]
}

export interface StandInSchema {
  readonly document: DocumentNode
  /** By the name that the planner sees. */
  readonly standIns: ReadonlyMap<string, StandIn>
}

/**
 * Gives the planner a field of its own for each field that a `@requires` or `@fromContext` selects with arguments.
 *
 * The planner fetches `price(currency: HKD)` and `price(currency: CNY)` under the one key `price`, and takes a client's
 * `comments(limit: 1)` for the required `comments(limit: 3)`. As `_q0_price` and `_q1_price` they are kept apart; what
 * goes to a subgraph is put right again when the plan is compiled.
 */
export function addStandIns(document: DocumentNode): StandInSchema {
  const rewriting = beginRewriting(document)
  const rewritten: DocumentNode = {
    ...document,
    definitions: document.definitions.map((type) =>
      isComposite(type) ? rewriteType(type, rewriting) : type,
    ),
  }
  if (rewriting.standIns.size === 0) return { document, standIns: rewriting.standIns }
  const definitions = rewritten.definitions.map((definition) => withFields(definition, rewriting))
  return { document: { ...document, definitions }, standIns: rewriting.standIns }
}

type Composite = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode

interface Rewriting {
  readonly types: ReadonlyMap<string, Composite>
  readonly standIns: Map<string, StandIn>
  /** The stand-in's name by the field and arguments that it stands for. */
  readonly names: Map<string, string>
  /** By type, the fields that it gets. */
  readonly added: Map<string, Map<string, FieldDefinitionNode>>
}

function beginRewriting({ definitions }: DocumentNode): Rewriting {
  const types = new Map(definitions.filter(isComposite).map((type) => [type.name.value, type]))
  return { types, standIns: new Map(), names: new Map(), added: new Map() }
}

function isComposite(definition: DefinitionNode): definition is Composite {
  return definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION
}

function rewriteType<Type extends Composite>(type: Type, rewriting: Rewriting): Type {
  return { ...type, fields: type.fields?.map((field) => rewriteField(field, type, rewriting)) ?? [] }
}

/** Rewrites the field sets that stand in a field's `@join__field`. */
function rewriteField(
  field: FieldDefinitionNode,
  type: Composite,
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

function setsContext({ directives = [] }: Composite, context: string): boolean {
  return directives.some((node) => node.name.value === 'context' && readArgument(node, 'name') === context)
}

type ObjectPart = NonNullable<Extract<ArgumentNode['value'], { kind: Kind.OBJECT }>['fields']>[number]

function rewriteSelectionPart(
  part: ObjectPart,
  setters: readonly Composite[],
  rewriting: Rewriting,
): ObjectPart {
  if (part.name.value !== 'selection' || part.value.kind !== Kind.STRING) return part
  const text = rewriteText(part.value.value, setters, rewriting)
  const braced = text.startsWith('{') || text === part.value.value ? text : `{ ${text} }`
  return { ...part, value: { ...part.value, value: braced } }
}

function rewriteText(text: string, on: readonly Composite[], rewriting: Rewriting): string {
  const set = parseFieldSet(text)
  if (!hasArguments(set)) return text
  const [rewritten = set] = on.map((type) => rewriteSet(set, type, rewriting))
  return printFieldSet(rewritten)
}

function rewriteSet(
  set: SelectionSetNode,
  type: Composite | undefined,
  rewriting: Rewriting,
): SelectionSetNode {
  return {
    ...set,
    selections: set.selections.map((selection) => rewriteSelection(selection, type, rewriting)),
  }
}

function rewriteSelection(
  node: SelectionNode,
  type: Composite | undefined,
  rewriting: Rewriting,
): SelectionNode {
  if (node.kind === Kind.FRAGMENT_SPREAD) return node
  if (node.kind === Kind.FIELD) return rewriteSelectedField(node, type, rewriting)
  const condition = node.typeCondition?.name.value
  const narrowed = condition === undefined ? type : rewriting.types.get(condition)
  return { ...node, selectionSet: rewriteSet(node.selectionSet, narrowed, rewriting) }
}

function rewriteSelectedField(node: FieldNode, type: Composite | undefined, rewriting: Rewriting): FieldNode {
  const definition = type?.fields?.find(({ name }) => name.value === node.name.value)
  const below = definition === undefined ? undefined : rewriting.types.get(namedTypeOf(definition))
  const { selectionSet, ...field } = node
  const rewritten =
    selectionSet === undefined
      ? field
      : { ...field, selectionSet: rewriteSet(selectionSet, below, rewriting) }
  if (type === undefined || (node.arguments ?? []).length === 0) return rewritten
  const name = nameStandIn(node, rewriting)
  for (const owner of ownersOf(type, rewriting)) addField(owner, node.name.value, name, rewriting)
  return { ...rewritten, name: { kind: Kind.NAME, value: name }, arguments: [] }
}

function namedTypeOf({ type }: FieldDefinitionNode): string {
  let named = type
  while (named.kind !== Kind.NAMED_TYPE) named = named.type
  return named.name.value
}

function nameStandIn({ name, arguments: nodes = [] }: FieldNode, { names, standIns }: Rewriting): string {
  const meaning = `${name.value}(${nodes
    .map((node) => print(node))
    .sort()
    .join(',')})`
  const known = names.get(meaning)
  if (known !== undefined) return known
  const standIn = `_q${names.size}_${name.value}`
  names.set(meaning, standIn)
  standIns.set(standIn, { field: name.value, arguments: nodes })
  return standIn
}

/** A field of an interface is one of all types that implement it. */
function ownersOf(type: Composite, { types }: Rewriting): readonly Composite[] {
  if (type.kind === Kind.OBJECT_TYPE_DEFINITION) return [type]
  const implementers = [...types.values()].filter(({ interfaces = [] }) =>
    interfaces.some(({ name }) => name.value === type.name.value),
  )
  return [type, ...implementers]
}

function addField(owner: Composite, field: string, standIn: string, rewriting: Rewriting): void {
  const fields = rewriting.added.get(owner.name.value) ?? new Map<string, FieldDefinitionNode>()
  rewriting.added.set(owner.name.value, fields)
  const original = owner.fields?.find(({ name }) => name.value === field)
  if (original === undefined || fields.has(standIn)) return
  const { description: _, ...node } = original
  const copy: FieldDefinitionNode = { ...node, name: { kind: Kind.NAME, value: standIn }, arguments: [] }
  fields.set(standIn, copy)
  fields.set(standIn, rewriteField(copy, owner, rewriting))
}

function withFields(definition: DefinitionNode, { added }: Rewriting): DefinitionNode {
  if (!isComposite(definition)) return definition
  const fields = added.get(definition.name.value)?.values() ?? []
  return { ...definition, fields: [...(definition.fields ?? []), ...fields] }
}
