import {
  Kind,
  type ASTNode,
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  type TypeNode,
} from 'graphql'
import type { SubgraphDocument, TypeInSubgraph } from '../../schema/compose/document.ts'
import { namedTypeOf } from '../../schema/compose/owners.ts'

/** Where a convention is not kept, and how. */
export interface Complaint {
  readonly coordinate: string
  readonly node: ASTNode
  readonly message: string
}

/** What has a name and a type: a field, an argument or a field of an input. */
export interface Member {
  readonly kind: 'field' | 'argument' | 'input field'
  readonly coordinate: string
  readonly name: string
  readonly node: FieldDefinitionNode | InputValueDefinitionNode
  readonly parent: TypeInSubgraph
  readonly returns: string
  readonly isList: boolean
  readonly description: string
}

export function listMembers({ types }: SubgraphDocument): readonly Member[] {
  return [...types.values()].flatMap((parent) => [
    ...parent.fields.flatMap((field) => {
      const coordinate = `${parent.name}.${field.name.value}`
      return [
        createMember('field', coordinate, field, parent),
        ...(field.arguments ?? []).map((argument) =>
          createMember('argument', `${coordinate}(${argument.name.value}:)`, argument, parent),
        ),
      ]
    }),
    ...parent.inputFields.map((field) =>
      createMember('input field', `${parent.name}.${field.name.value}`, field, parent),
    ),
  ])
}

/** What can bear `@deprecated`. */
export function listDeprecable(subgraph: SubgraphDocument): readonly Deprecable[] {
  return [
    ...listMembers(subgraph),
    ...[...subgraph.types.values()].flatMap(({ name, values }) =>
      values.map((node) => ({ coordinate: `${name}.${node.name.value}`, node })),
    ),
  ]
}

export interface Deprecable {
  readonly coordinate: string
  readonly node: ASTNode & { readonly directives?: readonly ConstDirectiveNode[] | undefined }
}

/** "nearbyCarParks" is "nearby", "car", "parks"; "occupancyHistory5min" is "occupancy", "history", "5min". */
export function wordsOf(name: string): readonly string[] {
  return name.split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[a-z])(?=\d)|_/).map((word) => word.toLowerCase())
}

function createMember(
  kind: Member['kind'],
  coordinate: string,
  node: Member['node'],
  parent: TypeInSubgraph,
): Member {
  return {
    kind,
    coordinate,
    name: node.name.value,
    node,
    parent,
    returns: namedTypeOf(node.type),
    isList: isListType(node.type),
    description: (node.description?.value ?? '').replaceAll(/\s+/g, ' '),
  }
}

function isListType(type: TypeNode): boolean {
  if (type.kind === Kind.NON_NULL_TYPE) return isListType(type.type)
  return type.kind === Kind.LIST_TYPE
}
