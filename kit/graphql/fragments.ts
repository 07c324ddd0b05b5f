import type { DocumentNode, FragmentDefinitionNode } from 'graphql'
import { Kind } from 'graphql'

/** The named fragments of a document, by their names. */
export function fragmentsOf(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(
    document.definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  )
}
