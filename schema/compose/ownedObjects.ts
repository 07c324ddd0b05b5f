import { Kind, print, type FieldDefinitionNode, type TypeNode } from 'graphql'
import { findAccessNames, readFieldRule, type Ownership } from '../access/fieldRule.ts'
import { findDirectiveName } from '../../kit/graphql/linkedDirectives.ts'
import { positionOf, type SubgraphDocument, type TypeInSubgraph } from './document.ts'
import { namedTypeOf } from './owners.ts'

/**
 * `@ownedBy` names a claim and a field of the same object that the gateway can read and look for in it. By any other
 * field nobody would own the object: the gateway denies it to everybody, which its bureau did not mean.
 */
export function checkOwnedObjects(subgraphs: readonly SubgraphDocument[]): string[] {
  return subgraphs.flatMap((subgraph) => {
    const names = findAccessNames(subgraph.document)
    return [...subgraph.types.values()].flatMap((type) =>
      type.fields.flatMap((field) =>
        readFieldRule(field.directives, names).ownerships.flatMap((ownership) => {
          const reason = whyUnusable(type, ownership, subgraphs)
          return reason === null ? [] : [describe(type, field, ownership, reason)]
        }),
      ),
    )
  })
}

function describe(
  type: TypeInSubgraph,
  field: FieldDefinitionNode,
  ownership: Ownership,
  reason: string,
): string {
  return (
    `${positionOf(field)}: ${type.name}.${field.name.value} belongs to the owner by ` +
    `${type.name}.${ownership.field}, ${reason}.`
  )
}

/** Why objects of a type cannot be told apart by what an `@ownedBy` names; null when they can. */
function whyUnusable(
  { name }: TypeInSubgraph,
  { claim, field }: Ownership,
  subgraphs: readonly SubgraphDocument[],
): string | null {
  const definitions = subgraphs.flatMap((subgraph) =>
    (subgraph.types.get(name)?.fields ?? [])
      .filter((one) => one.name.value === field)
      .map((definition) => ({ subgraph, definition })),
  )
  const [first] = definitions
  if (first === undefined) return `which no bureau has: name a field of ${name} itself`
  if (claim === '') return 'and no claim is named that would list it'
  if (definitions.some(({ definition }) => (definition.arguments ?? []).length > 0))
    return 'which takes arguments: name a field without any'
  if (definitions.some(({ subgraph, definition }) => isInaccessible(subgraph, definition)))
    return 'which is @inaccessible: name a field that clients see'
  return isIdentifier(first.definition.type, subgraphs)
    ? null
    : `which is "${print(first.definition.type)}": name one with a single ID, text, number or enum value`
}

function isInaccessible({ document }: SubgraphDocument, { directives }: FieldDefinitionNode): boolean {
  const name = findDirectiveName(document, 'https://specs.apollo.dev/federation', 'inaccessible')
  return directives?.some((directive) => directive.name.value === name) ?? false
}

const IDENTIFYING_SCALARS = ['ID', 'String', 'Int', 'Float']

function isIdentifier(type: TypeNode, subgraphs: readonly SubgraphDocument[]): boolean {
  if (type.kind === Kind.NON_NULL_TYPE) return isIdentifier(type.type, subgraphs)
  if (type.kind === Kind.LIST_TYPE) return false
  const name = namedTypeOf(type)
  if (IDENTIFYING_SCALARS.includes(name)) return true
  return subgraphs.some(({ types }) => {
    const kind = types.get(name)?.kind
    return kind === 'scalar' || kind === 'enum'
  })
}
