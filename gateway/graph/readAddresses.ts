import { Kind, valueFromASTUntyped, type ConstDirectiveNode, type DocumentNode } from 'graphql'

/** What a supergraph says of where its subgraphs are. */
export interface PublishedAddresses {
  /** By the subgraphs' names; '' where it says nothing. */
  readonly published: ReadonlyMap<string, string>
  /** Names that stand there more than once. */
  readonly doubled: readonly string[]
}

/** Reads `enum join__Graph { PRODUCTS @join__graph(name: "products", url: "http://…") }`. */
export function readAddresses({ definitions }: DocumentNode): PublishedAddresses {
  const published = new Map<string, string>()
  const doubled = new Set<string>()
  for (const definition of definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph') continue
    for (const { directives } of definition.values ?? []) {
      const graph = directives?.find((directive) => directive.name.value === 'join__graph')
      if (graph === undefined) continue
      const name = readText(graph, 'name')
      if (published.has(name)) doubled.add(name)
      else published.set(name, readText(graph, 'url'))
    }
  }
  return { published, doubled: [...doubled] }
}

function readText(directive: ConstDirectiveNode, name: string): string {
  const argument = directive.arguments?.find((given) => given.name.value === name)
  const value: unknown = argument && valueFromASTUntyped(argument.value)
  return typeof value === 'string' ? value : ''
}
