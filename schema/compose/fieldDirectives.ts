import type { FieldDefinitionNode } from 'graphql'
import { positionOf, type SubgraphDocument, type TypeInSubgraph } from './document.ts'
import { namedTypeOf } from './owners.ts'
import { protectionNamesOf } from './protection.ts'

/** Protection stands where the gateway reads it, and every list says how long it can grow. */
export function checkFieldDirectives(subgraphs: readonly SubgraphDocument[]): string[] {
  return subgraphs.flatMap((subgraph) => {
    const names = [...protectionNamesOf(subgraph)]
    return [...subgraph.types.values()].flatMap((type) => [
      ...checkTypeProtection(type, names),
      ...type.fields.flatMap((field) => [
        ...checkProtection(type, field, names),
        ...checkListSize(type, field),
      ]),
    ])
  })
}

function checkTypeProtection(type: TypeInSubgraph, names: readonly string[]): string[] {
  return names
    .filter((name) => type.nodes.some((node) => hasDirective(node, name)))
    .map(
      (name) =>
        `${positionOf(type.node)}: ${type.name} is a type: @${name} belongs on the fields that it protects.`,
    )
}

/** On an interface a rule would bind only those who ask through the interface. */
function checkProtection(
  type: TypeInSubgraph,
  field: FieldDefinitionNode,
  names: readonly string[],
): string[] {
  if (type.kind !== 'interface') return []
  return names
    .filter((name) => hasDirective(field, name))
    .map(
      (name) =>
        `${positionOf(field)}: ${type.name}.${field.name.value} is a field of an interface: @${name} belongs on the fields of the object types that implement it.`,
    )
}

function checkListSize(type: TypeInSubgraph, field: FieldDefinitionNode): string[] {
  const returned = namedTypeOf(field.type)
  if (!returned.endsWith('Connection') || hasDirective(field, 'listSize')) return []
  return [
    `${positionOf(field)}: ${type.name}.${field.name.value} returns ${returned} without @listSize: its cost cannot be estimated.`,
  ]
}

function hasDirective(node: { directives?: FieldDefinitionNode['directives'] }, name: string): boolean {
  return node.directives?.some((directive) => directive.name.value === name) ?? false
}
