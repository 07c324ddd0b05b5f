import { isTypeDefinitionNode, Kind } from 'graphql'
import type { ConstDirectiveNode, DocumentNode, TypeDefinitionNode, TypeNode } from 'graphql'
import type { TagFilter } from './variants.ts'

export interface Tagged {
  readonly directives?: readonly ConstDirectiveNode[] | undefined
}

/** How a supergraph marks its elements. */
export interface Marks {
  /** The name of `@inaccessible`. */
  readonly inaccessible: string
  readonly isTagged: (node: Tagged, tags: readonly string[]) => boolean
}

/**
 * The coordinates of what a filter takes out of what clients see: `Type`, `Type.field`, `Type.field(argument:)`,
 * `Enum.VALUE`, `Input.field`. With the tagged elements go the types of which nothing is left, and those that nothing leads
 * to any more.
 */
export function findOutside(supergraph: DocumentNode, filter: TagFilter, marks: Marks): ReadonlySet<string> {
  const elements = readElements(supergraph)
  const before = listUnseen(elements, marks)
  const after = new Set([...before, ...listFiltered(elements, filter, marks)])
  for (const seen of [before, after]) hideEmpty(elements, seen)
  const led = findReachable(elements, before)
  const still = findReachable(elements, after)
  const lost = [...led].filter((type) => !still.has(type))
  return new Set([...after, ...lost].filter((coordinate) => !before.has(coordinate)))
}

interface Elements {
  readonly types: ReadonlyMap<string, TypeElement>
  /** The types at which operations begin. */
  readonly roots: readonly string[]
}

interface TypeElement {
  readonly name: string
  readonly node: TypeDefinitionNode
  readonly members: readonly Member[]
  /** Types that it is one with: those of a union, its interfaces, and of an interface the types that have it. */
  readonly related: string[]
}

/** A field, an argument, a value of an enum, a field of an input. */
interface Member {
  readonly coordinate: string
  readonly node: Tagged
  /** The type that it gives or takes; undefined for a value of an enum. */
  readonly type: string | undefined
  readonly arguments: readonly Member[]
}

function readElements({ definitions }: DocumentNode): Elements {
  const nodes = definitions.filter(isTypeDefinitionNode)
  const types = new Map(
    nodes.map((node) => {
      const name = node.name.value
      return [name, { name, node, members: membersOf(node), related: relatedOf(node) }] as const
    }),
  )
  for (const { name, node } of types.values())
    for (const one of interfacesOf(node)) types.get(one)?.related.push(name)
  const roots = definitions.flatMap((definition) =>
    definition.kind === Kind.SCHEMA_DEFINITION
      ? definition.operationTypes.map(({ type }) => type.name.value)
      : [],
  )
  return { types, roots: roots.length > 0 ? roots : ['Query', 'Mutation', 'Subscription'] }
}

function membersOf(node: TypeDefinitionNode): readonly Member[] {
  const type = node.name.value
  switch (node.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION:
      return (node.fields ?? []).map((field) => {
        const coordinate = `${type}.${field.name.value}`
        const given = (field.arguments ?? []).map((one) => ({
          coordinate: `${coordinate}(${one.name.value}:)`,
          node: one,
          type: nameOf(one.type),
          arguments: [],
        }))
        return { coordinate, node: field, type: nameOf(field.type), arguments: given }
      })
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return (node.fields ?? []).map((field) => ({
        coordinate: `${type}.${field.name.value}`,
        node: field,
        type: nameOf(field.type),
        arguments: [],
      }))
    case Kind.ENUM_TYPE_DEFINITION:
      return (node.values ?? []).map((value) => ({
        coordinate: `${type}.${value.name.value}`,
        node: value,
        type: undefined,
        arguments: [],
      }))
    case Kind.UNION_TYPE_DEFINITION:
    case Kind.SCALAR_TYPE_DEFINITION:
      return []
    default:
      return node satisfies never
  }
}

function relatedOf(node: TypeDefinitionNode): string[] {
  if (node.kind === Kind.UNION_TYPE_DEFINITION) return (node.types ?? []).map(({ name }) => name.value)
  return [...interfacesOf(node)]
}

function interfacesOf(node: TypeDefinitionNode): readonly string[] {
  return hasFieldsToAsk(node) ? (node.interfaces ?? []).map(({ name }) => name.value) : []
}

function hasFieldsToAsk(node: TypeDefinitionNode) {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION
}

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type)
}

/** What no client sees, whatever the variant. */
function listUnseen({ types }: Elements, { inaccessible }: Marks): Set<string> {
  const isUnseen = ({ directives = [] }: Tagged) => directives.some(({ name }) => name.value === inaccessible)
  const unseen = [...types.values()].flatMap(({ name, node, members }) => [
    ...(isUnseen(node) ? [name] : []),
    ...members
      .flatMap((member) => [member, ...member.arguments])
      .flatMap((one) => (isUnseen(one.node) ? [one.coordinate] : [])),
  ])
  return new Set(unseen)
}

function listFiltered(
  { types }: Elements,
  { include, exclude }: TagFilter,
  { isTagged }: Marks,
): readonly string[] {
  return [...types.values()].flatMap(({ name, node, members }) => {
    const asks = include.length > 0 && hasFieldsToAsk(node) && !isTagged(node, include)
    return [
      ...(isTagged(node, exclude) ? [name] : []),
      ...members.flatMap((member) => [
        ...(isTagged(member.node, exclude) || (asks && !isTagged(member.node, include))
          ? [member.coordinate]
          : []),
        ...member.arguments.flatMap((one) => (isTagged(one.node, exclude) ? [one.coordinate] : [])),
      ]),
    ]
  })
}

function hideEmpty({ types }: Elements, outside: Set<string>): void {
  for (const { name, members } of types.values())
    if (members.length > 0 && members.every(({ coordinate }) => outside.has(coordinate))) outside.add(name)
  for (const { name, node, related } of types.values())
    if (node.kind === Kind.UNION_TYPE_DEFINITION && related.every((type) => outside.has(type)))
      outside.add(name)
}

/** The types to which the roots lead by what is not outside. */
function findReachable({ types, roots }: Elements, outside: ReadonlySet<string>): ReadonlySet<string> {
  const reached = new Set<string>()
  const next = [...roots]
  for (let name = next.pop(); name !== undefined; name = next.pop()) {
    const type = types.get(name)
    if (type === undefined || reached.has(name) || outside.has(name)) continue
    reached.add(name)
    next.push(...type.related)
    for (const { coordinate, type: given, arguments: taken } of type.members) {
      if (outside.has(coordinate)) continue
      if (given !== undefined) next.push(given)
      for (const one of taken) if (one.type !== undefined && !outside.has(one.coordinate)) next.push(one.type)
    }
  }
  return reached
}
