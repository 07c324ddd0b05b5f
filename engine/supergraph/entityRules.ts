import type { ConstDirectiveNode, DocumentNode, FieldDefinitionNode, SelectionSetNode } from 'graphql'
import { Kind } from 'graphql'
import { parseFieldSet, readArgument } from './fieldSets.ts'

/** What each subgraph wants to be sent about its entities. */
export interface EntityRules {
  /** The keys by which a subgraph finds an entity of a type. */
  readonly keys: (subgraph: string, type: string) => readonly SelectionSetNode[]
  /** Whether a subgraph states keys of a type, be it only some that it cannot find an entity by. */
  readonly statesKeys: (subgraph: string, type: string) => boolean
  /** What a field of an entity requires from other subgraphs, if anything. */
  readonly requires: (subgraph: string, type: string, field: string) => SelectionSetNode | undefined
}

export function readEntityRules(document: DocumentNode): EntityRules {
  const names = readGraphNames(document)
  const keys = new Map<string, SelectionSetNode[]>()
  const stated = new Set<string>()
  const requires = new Map<string, SelectionSetNode>()
  const nameOf = (directive: ConstDirectiveNode) => names.get(String(readArgument(directive, 'graph'))) ?? ''
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION)
      continue
    const type = definition.name.value
    for (const directive of named(definition.directives, 'join__type')) {
      const key = readArgument(directive, 'key')
      if (typeof key !== 'string') continue
      const at = coordinate(nameOf(directive), type)
      stated.add(at)
      if (readArgument(directive, 'resolvable') === false) continue
      keys.set(at, [...(keys.get(at) ?? []), parseFieldSet(key)])
    }
    for (const field of definition.fields ?? []) {
      for (const [directive, text] of listRequirements(field)) {
        requires.set(coordinate(nameOf(directive), type, field.name.value), parseFieldSet(text))
      }
    }
  }
  return {
    keys: (subgraph, type) => keys.get(coordinate(subgraph, type)) ?? [],
    statesKeys: (subgraph, type) => stated.has(coordinate(subgraph, type)),
    requires: (subgraph, type, field) => requires.get(coordinate(subgraph, type, field)),
  }
}

function listRequirements({
  directives,
}: FieldDefinitionNode): readonly (readonly [ConstDirectiveNode, string])[] {
  return named(directives, 'join__field').flatMap((directive) => {
    const text = readArgument(directive, 'requires')
    return typeof text === 'string' ? [[directive, text] as const] : []
  })
}

function named(
  directives: readonly ConstDirectiveNode[] | undefined,
  name: string,
): readonly ConstDirectiveNode[] {
  return directives?.filter((directive) => directive.name.value === name) ?? []
}

/** Subgraph names may hold any character but a line break. */
function coordinate(...parts: readonly string[]): string {
  return parts.join('\n')
}

/** `enum join__Graph { PRODUCTS @join__graph(name: "products", url: …) }` */
function readGraphNames({ definitions }: DocumentNode): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const definition of definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph') continue
    for (const { name, directives } of definition.values ?? []) {
      const [graph] = named(directives, 'join__graph')
      if (graph !== undefined) names.set(name.value, String(readArgument(graph, 'name')))
    }
  }
  return names
}
