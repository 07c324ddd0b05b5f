import type { ConstDirectiveNode, DocumentNode, FieldDefinitionNode, SelectionSetNode } from 'graphql'
import { Kind } from 'graphql'
import { parseFieldSet, readArgument } from './fieldSets.ts'
import { directivesNamed, readGraphNames } from './graphNames.ts'

/** The keys and required fields by which each subgraph resolves its entities. */
export interface EntityRules {
  /** The keys by which a subgraph finds an entity of a type. */
  readonly keys: (subgraph: string, type: string) => readonly SelectionSetNode[]
  /** Whether a subgraph states keys of a type, including those with `resolvable: false`. */
  readonly statesKeys: (subgraph: string, type: string) => boolean
  /** The fields of other subgraphs that a field of an entity requires; undefined where it requires none. */
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
    for (const directive of directivesNamed(definition.directives, 'join__type')) {
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
  return directivesNamed(directives, 'join__field').flatMap((directive) => {
    const text = readArgument(directive, 'requires')
    return typeof text === 'string' ? [[directive, text] as const] : []
  })
}

/** Subgraph names may hold any character but a line break. */
function coordinate(...parts: readonly string[]): string {
  return parts.join('\n')
}
