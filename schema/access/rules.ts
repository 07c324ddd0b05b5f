import { Kind, type ConstDirectiveNode, type DocumentNode, valueFromASTUntyped } from 'graphql'
import { argumentOf, findDirectiveName } from '../../kit/graphql/linkedDirectives.ts'

/** An OR of ANDs, as `@requiresScopes(scopes:)` and `@policy(policies:)` state it. */
export type AnyOf = readonly (readonly string[])[]

/** One condition on the caller. Several on one field must all hold. */
export type Requirement =
  | { readonly kind: 'authenticated' }
  | { readonly kind: 'scopes'; readonly anyOf: AnyOf }
  | { readonly kind: 'policy'; readonly anyOf: AnyOf }

/** The access rules of a supergraph: requirements once each, named by their index. */
export interface AccessRules {
  readonly requirements: readonly Requirement[]
  /** By coordinate ("Bus.plate") and by type name ("Doctor"): the indexes of what must hold. */
  readonly byCoordinate: ReadonlyMap<string, readonly number[]>
}

/** Reads the rules from the SDL of a supergraph, finding the directives by their specification's URL. */
export function readAccessRules(supergraph: DocumentNode): AccessRules {
  const requirements: Requirement[] = []
  const indexes = new Map<string, number>()
  const byCoordinate = new Map<string, readonly number[]>()
  const names = findRuleNames(supergraph)
  const add = (coordinate: string, directives: readonly ConstDirectiveNode[] | undefined) => {
    const found = readRequirements(directives, names)
    if (found.length > 0)
      byCoordinate.set(
        coordinate,
        found.map((requirement) => indexOf(requirement, requirements, indexes)),
      )
  }
  for (const definition of supergraph.definitions) {
    // Interfaces are left out: composition copies onto them what it finds on any of their implementations.
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION) {
      add(definition.name.value, definition.directives)
      for (const field of definition.fields ?? [])
        add(`${definition.name.value}.${field.name.value}`, field.directives)
    }
    if (definition.kind === Kind.SCALAR_TYPE_DEFINITION || definition.kind === Kind.ENUM_TYPE_DEFINITION) {
      add(definition.name.value, definition.directives)
    }
  }
  return { requirements, byCoordinate }
}

/** What the three directives of access are called in one schema; null for one that it does not link. */
export interface RuleNames {
  readonly authenticated: string | null
  readonly scopes: string | null
  readonly policy: string | null
}

/** A supergraph links a specification for each directive; a subgraph links federation's, which has all three. */
export function findRuleNames(schema: DocumentNode): RuleNames {
  const find = (directive: string) =>
    findDirectiveName(schema, `https://specs.apollo.dev/${directive}`, directive) ??
    findDirectiveName(schema, 'https://specs.apollo.dev/federation', directive)
  return { authenticated: find('authenticated'), scopes: find('requiresScopes'), policy: find('policy') }
}

export function readRequirements(
  directives: readonly ConstDirectiveNode[] | undefined,
  names: RuleNames,
): readonly Requirement[] {
  return (directives ?? []).flatMap((directive): readonly Requirement[] => {
    switch (directive.name.value) {
      case names.authenticated:
        return [{ kind: 'authenticated' }]
      case names.scopes:
        return [{ kind: 'scopes', anyOf: readAnyOf(directive, 'scopes') }]
      case names.policy:
        return [{ kind: 'policy', anyOf: readAnyOf(directive, 'policies') }]
      default:
        return []
    }
  })
}

/** An argument that is not a list of lists of names is an empty OR, which nobody satisfies. */
function readAnyOf(directive: ConstDirectiveNode, name: string): AnyOf {
  const argument = argumentOf(directive, name)
  const value: unknown = argument ? valueFromASTUntyped(argument.value) : []
  if (!Array.isArray(value)) return []
  return value.filter(
    (all): all is string[] => Array.isArray(all) && all.every((item) => typeof item === 'string'),
  )
}

function indexOf(
  requirement: Requirement,
  requirements: Requirement[],
  indexes: Map<string, number>,
): number {
  const key = JSON.stringify(requirement)
  const known = indexes.get(key)
  if (known !== undefined) return known
  indexes.set(key, requirements.length)
  return requirements.push(requirement) - 1
}
