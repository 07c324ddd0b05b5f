import type { ConstDirectiveNode, DocumentNode } from 'graphql'
import { Kind } from 'graphql'
import { readArgument } from './fieldSets.ts'

/** The subgraphs' names by the values of `enum join__Graph { PRODUCTS @join__graph(name: "products", url: …) }`. */
export function readGraphNames({ definitions }: DocumentNode): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const definition of definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph') continue
    for (const { name, directives } of definition.values ?? []) {
      const [graph] = directivesNamed(directives, 'join__graph')
      if (graph !== undefined) names.set(name.value, String(readArgument(graph, 'name')))
    }
  }
  return names
}

export function directivesNamed(
  directives: readonly ConstDirectiveNode[] | undefined,
  name: string,
): readonly ConstDirectiveNode[] {
  return directives?.filter((directive) => directive.name.value === name) ?? []
}
