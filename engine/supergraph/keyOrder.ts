import type { ConstDirectiveNode, DocumentNode } from 'graphql'
import { Kind } from 'graphql'
import { readArgument } from './fieldSets.ts'

/**
 * Puts the keys that a subgraph resolves before those that it only states. When the planner comes back to a subgraph for
 * a field with `@requires` it takes the first key, even one that the subgraph cannot find an entity by.
 */
export function putResolvableKeysFirst(document: DocumentNode): DocumentNode {
  let isChanged = false
  const definitions = document.definitions.map((definition) => {
    const isComposite =
      definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION
    if (!isComposite || !definition.directives?.some(isUnresolvable)) return definition
    const sorted = definition.directives.toSorted(
      (one, other) => Number(isUnresolvable(one)) - Number(isUnresolvable(other)),
    )
    isChanged ||= sorted.some((directive, index) => directive !== definition.directives?.[index])
    return { ...definition, directives: sorted }
  })
  return isChanged ? { ...document, definitions } : document
}

function isUnresolvable(directive: ConstDirectiveNode): boolean {
  return directive.name.value === 'join__type' && readArgument(directive, 'resolvable') === false
}
