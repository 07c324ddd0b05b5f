import { Kind, parse, type ConstDirectiveNode, type TypeNode } from 'graphql'
import type { SubgraphDocument, TypeInSubgraph } from './document.ts'

/** The name of the owning subgraph for each entity type of the graph. */
export type Owners = ReadonlyMap<string, string>

const ROOT_TYPES = ['Query', 'Mutation', 'Subscription']

/**
 * Who owns each entity: the bureau whose entry says so; else the one subgraph that has a root field returning it; else the one that
 * defines most of its fields. Where that leaves two, the graph must say so by a root field.
 */
export function findOwners(subgraphs: readonly SubgraphDocument[]): { owners: Owners; problems: string[] } {
  const owners = new Map<string, string>()
  const problems: string[] = []
  for (const entity of entityNames(subgraphs)) {
    const definers = subgraphs.filter(({ types }) => isResolvedBy(types.get(entity)))
    const owner = statedOwner(entity, definers) ?? onlyRoot(entity, definers) ?? onlyLargest(entity, definers)
    if (owner) owners.set(entity, owner.name)
    else problems.push(ownerless(entity, definers))
  }
  return { owners, problems }
}

export function isRootType(name: string): boolean {
  return ROOT_TYPES.includes(name)
}

/** The type at the heart of a field's type, without lists and non-nulls. */
export function namedTypeOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedTypeOf(type.type)
}

/** The names of the fields that the keys of a type consist of, at their first level. */
export function keyFieldsOf(type: TypeInSubgraph): ReadonlySet<string> {
  return new Set(keySelectionsOf(type).flatMap(readSelection))
}

function entityNames(subgraphs: readonly SubgraphDocument[]): ReadonlySet<string> {
  return new Set(
    subgraphs.flatMap(({ types }) =>
      [...types.values()].filter((type) => keySelectionsOf(type).length > 0).map(({ name }) => name),
    ),
  )
}

/** The fields of each key of a type, as the schema states them. */
export function keySelectionsOf(type: TypeInSubgraph): readonly string[] {
  return type.nodes
    .flatMap(({ directives }) => directives ?? [])
    .filter(({ name }) => name.value === 'key')
    .flatMap((key) => key.arguments ?? [])
    .flatMap(({ name, value }) =>
      name.value === 'fields' && value.kind === Kind.STRING ? [value.value] : [],
    )
}

/** A bureau that says of each key that it cannot resolve it knows the key alone. */
function isResolvedBy(type: TypeInSubgraph | undefined): boolean {
  if (type === undefined) return false
  const keys = type.nodes
    .flatMap(({ directives }) => directives ?? [])
    .filter(({ name }) => name.value === 'key')
  return keys.length === 0 || !keys.every(isUnresolvable)
}

function isUnresolvable({ arguments: given }: ConstDirectiveNode): boolean {
  return (given ?? []).some(
    ({ name, value }) => name.value === 'resolvable' && value.kind === Kind.BOOLEAN && !value.value,
  )
}

function readSelection(fields: string): readonly string[] {
  const [operation] = parse(`{ ${fields} }`).definitions
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return []
  return operation.selectionSet.selections.flatMap((node) =>
    node.kind === Kind.FIELD ? [node.name.value] : [],
  )
}

function statedOwner(entity: string, definers: readonly SubgraphDocument[]): SubgraphDocument | undefined {
  return definers.find(({ bureau }) => bureau?.owns.includes(entity))
}

function onlyRoot(entity: string, definers: readonly SubgraphDocument[]): SubgraphDocument | undefined {
  const [first, second] = definers.filter((subgraph) => hasRootFieldReturning(subgraph, entity))
  return second ? undefined : first
}

/** A root field returns an entity directly, in a list, through a connection, or through an interface or union. */
function hasRootFieldReturning({ types }: SubgraphDocument, entity: string): boolean {
  const unions = [...types.values()].filter(
    ({ kind, related }) => kind === 'union' && related.includes(entity),
  )
  const names = [entity, ...(types.get(entity)?.related ?? []), ...unions.map(({ name }) => name)]
  const wanted = new Set(names.flatMap((name) => [name, `${name}Connection`]))
  return ROOT_TYPES.some((root) =>
    types.get(root)?.fields.some((field) => wanted.has(namedTypeOf(field.type))),
  )
}

function onlyLargest(entity: string, definers: readonly SubgraphDocument[]): SubgraphDocument | undefined {
  const sizeOf = (subgraph: SubgraphDocument | undefined) => subgraph?.types.get(entity)?.fields.length ?? 0
  const [first, second] = definers.toSorted((a, b) => sizeOf(b) - sizeOf(a))
  return sizeOf(first) > sizeOf(second) ? first : undefined
}

function ownerless(entity: string, definers: readonly SubgraphDocument[]): string {
  const names = definers.map(({ name }) => name).join(' and ')
  return `${entity} is defined by ${names} and its owner cannot be told: one of them needs a root field returning it.`
}
