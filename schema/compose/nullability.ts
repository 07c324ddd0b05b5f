import { Kind, print, type FieldDefinitionNode } from 'graphql'
import { positionOf, type SubgraphDocument, type TypeInSubgraph } from './document.ts'
import { isRootType, keyFieldsOf, namedTypeOf, type Owners } from './owners.ts'
import { protectionNamesOf } from './protection.ts'

/**
 * What crosses a border must be nullable, so that a dead bureau or a denial costs its own field and never the page
 * around it.
 */
export function checkNullability(subgraphs: readonly SubgraphDocument[], owners: Owners): string[] {
  return subgraphs.flatMap((subgraph) =>
    [...subgraph.types.values()]
      .filter(({ kind }) => kind === 'object' || kind === 'interface')
      .flatMap((type) =>
        type.fields
          .filter((field) => field.type.kind === Kind.NON_NULL_TYPE)
          .flatMap((field) => {
            const reason = borderCrossed(subgraph, type, field, { subgraphs, owners })
            return reason === null ? [] : [describe(type, field, reason)]
          }),
      ),
  )
}

function describe(type: TypeInSubgraph, field: FieldDefinitionNode, reason: string): string {
  return `${positionOf(field)}: ${type.name}.${field.name.value} must be nullable and is "${print(field.type)}": ${reason}.`
}

interface Graph {
  readonly subgraphs: readonly SubgraphDocument[]
  readonly owners: Owners
}

/** Why the field must be nullable, or null when it stays inside its bureau. */
function borderCrossed(
  subgraph: SubgraphDocument,
  type: TypeInSubgraph,
  field: FieldDefinitionNode,
  graph: Graph,
): string | null {
  if (isRootType(type.name)) return 'it is a root field'
  const names = protectionNamesOf(subgraph)
  const protection = field.directives?.find(({ name }) => names.has(name.value))
  if (protection) return `it is protected by @${protection.name.value}`
  const owner = graph.owners.get(type.name)
  if (owner !== undefined && owner !== subgraph.name && !isKnownToOwner(type, field, owner, graph))
    return `it is contributed to ${type.name}, which ${owner} owns`
  return foreignEntity(subgraph, namedTypeOf(field.type), graph.owners)
}

/** Keys, and what the owner defines too and lets others answer (`Place.lat`), are not contributions. */
function isKnownToOwner(
  type: TypeInSubgraph,
  field: FieldDefinitionNode,
  owner: string,
  { subgraphs }: Graph,
): boolean {
  if (keyFieldsOf(type).has(field.name.value)) return true
  const owned = subgraphs.find(({ name }) => name === owner)?.types.get(type.name)
  return owned?.fields.some(({ name }) => name.value === field.name.value) ?? false
}

function foreignEntity(subgraph: SubgraphDocument, returned: string, owners: Owners): string | null {
  const type = subgraph.types.get(returned)
  const candidates = type?.kind === 'union' ? type.related : [returned]
  for (const candidate of candidates) {
    const owner = owners.get(candidate)
    if (owner !== undefined && owner !== subgraph.name) return `it returns ${candidate}, which ${owner} owns`
  }
  return null
}
