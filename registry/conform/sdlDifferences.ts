import { Kind, print, type DefinitionNode } from 'graphql'
import type { SubgraphDocument, TypeInSubgraph } from '../../schema/compose/document.ts'

/**
 * What differs between two SDLs, as lines of a diff: "- " what only the first says, "+ " what only the second says. Order and
 * layout say nothing.
 */
export function diffSdl(first: SubgraphDocument, second: SubgraphDocument): readonly string[] {
  const [was, is] = [listStatements(first), listStatements(second)]
  const coordinates = [...new Set([...was.keys(), ...is.keys()])]
  return coordinates.flatMap((coordinate) => {
    const [before, after] = [was.get(coordinate), is.get(coordinate)]
    if (before === after) return []
    return [
      ...(before === undefined ? [] : [`- ${coordinate}: ${before}`]),
      ...(after === undefined ? [] : [`+ ${coordinate}: ${after}`]),
    ]
  })
}

/** Each thing that a schema defines by its coordinate, on one line. */
function listStatements({ document, types, directives }: SubgraphDocument): ReadonlyMap<string, string> {
  const statements = new Map<string, string>()
  const links = document.definitions.filter(isSchemaNode).flatMap(({ directives: given = [] }) => given)
  statements.set('schema', joinSorted(links.map((node) => print(node))))
  for (const type of types.values()) {
    statements.set(type.name, describeType(type))
    for (const node of [...type.fields, ...type.inputFields, ...type.values])
      statements.set(`${type.name}.${node.name.value}`, oneLine(print(node)))
  }
  for (const [name, node] of directives) statements.set(`@${name}`, oneLine(print(node)))
  return statements
}

function isSchemaNode(node: DefinitionNode) {
  return node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION
}

function describeType({ kind, nodes, related }: TypeInSubgraph): string {
  const words = nodes.flatMap((node) => ('description' in node ? [node.description?.value ?? ''] : []))
  const directives = nodes.flatMap(({ directives: given = [] }) => given.map((node) => print(node)))
  return [kind, joinSorted(related), joinSorted(directives), oneLine(words.join(' '))]
    .filter((part) => part !== '')
    .join(' ')
}

function joinSorted(parts: readonly string[]): string {
  return parts.map(oneLine).toSorted().join(' ')
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
