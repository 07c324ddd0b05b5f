import type { SelectionSetNode } from 'graphql'
import { Kind, parse, visit } from 'graphql'

/**
 * The field names that some `@requires` or `@fromContext` selects with arguments. The planner fetches them under their
 * own name, so that a client's selection of the same field has to travel under another.
 */
export function findArgumentedRequirements(supergraphSdl: string): ReadonlySet<string> {
  const names = new Set<string>()
  for (const text of listRequirements(supergraphSdl)) {
    visit(parseSelection(text), {
      Field: (node) => {
        if ((node.arguments?.length ?? 0) > 0) names.add(node.name.value)
      },
    })
  }
  return names
}

function listRequirements(supergraphSdl: string): readonly string[] {
  const texts: string[] = []
  visit(parse(supergraphSdl, { noLocation: true }), {
    Argument: ({ name, value }) => {
      if (name.value === 'requires' && value.kind === Kind.STRING) texts.push(`{${value.value}}`)
    },
    ObjectField: ({ name, value }) => {
      if (name.value === 'selection' && value.kind === Kind.STRING) texts.push(`{${value.value}}`)
    },
  })
  return texts
}

function parseSelection(text: string): SelectionSetNode {
  const [definition] = parse(text, { noLocation: true }).definitions
  if (definition?.kind !== Kind.OPERATION_DEFINITION)
    throw new TypeError(`expected a selection set, got ${text}`)
  return definition.selectionSet
}
