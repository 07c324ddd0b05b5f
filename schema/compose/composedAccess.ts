import { parse, type FieldDefinitionNode } from 'graphql'
import { printRule, PUBLIC } from '../access/fieldRule.ts'
import { readProtectedFields } from '../access/graphRules.ts'
import { isAtLeastAsStrict } from '../access/strictness.ts'
import { viewAccess } from './accessView.ts'
import { positionOf, type SubgraphDocument, type TypeInSubgraph } from './document.ts'
import { protectionNamesOf } from './protection.ts'

/**
 * What protects a field in its bureau's schema protects it in the graph. Composition drops a directive that it was not
 * told to compose, or that only looks like one of a specification, without a word; the field would be public.
 */
export function checkComposedAccess(subgraphs: readonly SubgraphDocument[], supergraphSdl: string): string[] {
  const view = viewAccess(subgraphs)
  const composed = new Map(
    readProtectedFields(parse(supergraphSdl)).map(({ coordinate, rule }) => [coordinate, rule]),
  )
  return forEachField(subgraphs, (subgraph, type, field) => {
    const names = protectionNamesOf(subgraph)
    if (type.kind !== 'object' || !field.directives?.some(({ name }) => names.has(name.value))) return []
    const coordinate = `${type.name}.${field.name.value}`
    const meant = view.ruleOf(type.name, field.name.value)
    const holds = composed.get(coordinate) ?? PUBLIC
    if (isAtLeastAsStrict(holds, meant)) return []
    return [
      `${positionOf(field)}: ${coordinate} is ${printRule(meant)} here and ${printRule(holds)} in the composed graph: ` +
        'a directive of ours needs @composeDirective on the schema.',
    ]
  })
}

const PROTECTING = ['authenticated', 'requiresScopes', 'policy', 'ownedBy']

/** A directive with the name of one that protects and not of its specification protects nothing. */
export function checkUnlinkedProtection(subgraphs: readonly SubgraphDocument[]): string[] {
  return forEachField(subgraphs, (subgraph, type, field) => {
    const names = protectionNamesOf(subgraph)
    return (field.directives ?? [])
      .map(({ name }) => name.value)
      .filter((name) => PROTECTING.includes(name) && !names.has(name))
      .map(
        (name) =>
          `${positionOf(field)}: ${type.name}.${field.name.value} has an @${name} that protects nothing: import it by @link from its specification.`,
      )
  })
}

function forEachField(
  subgraphs: readonly SubgraphDocument[],
  check: (subgraph: SubgraphDocument, type: TypeInSubgraph, field: FieldDefinitionNode) => readonly string[],
): string[] {
  return subgraphs.flatMap((subgraph) =>
    [...subgraph.types.values()].flatMap((type) =>
      type.fields.flatMap((field) => check(subgraph, type, field)),
    ),
  )
}
