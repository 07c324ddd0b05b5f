import type { FieldDefinitionNode, InputValueDefinitionNode, StringValueNode } from 'graphql'
import { positionOf, type SubgraphDocument, type TypeInSubgraph } from './document.ts'
import { isRootType } from './owners.ts'

/** Everything that a reader of the graph can name has a sentence that says what it is. */
export function checkDescriptions(subgraphs: readonly SubgraphDocument[]): string[] {
  return subgraphs.flatMap(({ types, directives }) => [
    ...[...types.values()].flatMap(checkType),
    ...[...directives.values()].flatMap((node) => checkNode(node, `@${node.name.value}`)),
  ])
}

function checkType(type: TypeInSubgraph): string[] {
  const described = type.nodes.some((node) => 'description' in node && isSentence(node.description))
  return [
    ...(described || isRootType(type.name) ? [] : [complain(type.node, type.name)]),
    ...type.fields.flatMap((field) => checkField(type.name, field)),
    ...[...type.values, ...type.inputFields].flatMap((node) =>
      checkNode(node, `${type.name}.${node.name.value}`),
    ),
  ]
}

function checkField(type: string, field: FieldDefinitionNode): string[] {
  const coordinate = `${type}.${field.name.value}`
  return [
    ...checkNode(field, coordinate),
    ...(field.arguments ?? []).flatMap((argument: InputValueDefinitionNode) =>
      checkNode(argument, `${coordinate}(${argument.name.value}:)`),
    ),
  ]
}

type Described = Parameters<typeof positionOf>[0] & { readonly description?: StringValueNode | undefined }

function checkNode(node: Described, coordinate: string): string[] {
  return isSentence(node.description) ? [] : [complain(node, coordinate)]
}

function isSentence(description: StringValueNode | undefined): boolean {
  return description !== undefined && description.value.trim() !== ''
}

function complain(node: Parameters<typeof positionOf>[0], coordinate: string): string {
  return `${positionOf(node)}: ${coordinate} has no description.`
}
