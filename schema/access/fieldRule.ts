import { Kind, parse, type ConstDirectiveNode, type DocumentNode } from 'graphql'
import { OWNED_BY_SPEC } from '../codes.ts'
import { findDirectiveName, stringArgument } from '../../kit/graphql/linkedDirectives.ts'
import { findRuleNames, readRequirements, type AnyOf, type Requirement, type RuleNames } from './rules.ts'

/** The caller's claim `claim` must list the value of the object's own field `field`. */
export interface Ownership {
  readonly claim: string
  readonly field: string
}

/** All that one field asks of a caller. Everything in it must hold; nothing in it is a public field. */
export interface FieldRule {
  readonly requirements: readonly Requirement[]
  readonly ownerships: readonly Ownership[]
}

export const PUBLIC: FieldRule = Object.freeze({ requirements: [], ownerships: [] })

export interface AccessNames extends RuleNames {
  readonly ownedBy: string | null
}

export function findAccessNames(schema: DocumentNode): AccessNames {
  const identity = OWNED_BY_SPEC.slice(0, OWNED_BY_SPEC.lastIndexOf('/'))
  return { ...findRuleNames(schema), ownedBy: findDirectiveName(schema, identity, 'ownedBy') }
}

export function readFieldRule(
  directives: readonly ConstDirectiveNode[] | undefined,
  names: AccessNames,
): FieldRule {
  return {
    requirements: readRequirements(directives, names),
    ownerships: (directives ?? [])
      .filter(({ name }) => name.value === names.ownedBy)
      .map((directive) => ({
        claim: stringArgument(directive, 'claim') ?? '',
        field: stringArgument(directive, 'field') ?? '',
      })),
  }
}

/** One rule that holds where all of these hold, each condition once. */
export function joinRules(rules: readonly FieldRule[]): FieldRule {
  return {
    requirements: distinct(rules.flatMap(({ requirements }) => requirements)),
    ownerships: distinct(rules.flatMap(({ ownerships }) => ownerships)),
  }
}

export function isPublic({ requirements, ownerships }: FieldRule): boolean {
  return requirements.length === 0 && ownerships.length === 0
}

/** The rule as directives under their own names, whatever a schema calls them; "public" without any. */
export function printRule(rule: FieldRule): string {
  if (isPublic(rule)) return 'public'
  return [
    ...rule.requirements.map(printRequirement),
    ...rule.ownerships.map(
      ({ claim, field }) => `@ownedBy(claim: ${JSON.stringify(claim)}, field: ${JSON.stringify(field)})`,
    ),
  ].join(' ')
}

/** The rule that `printRule` printed; null for a text that is none. */
export function parseRule(text: string): FieldRule | null {
  if (text === 'public') return PUBLIC
  try {
    const [type] = parse(`type T { f: Int ${text} }`).definitions
    const field = type?.kind === Kind.OBJECT_TYPE_DEFINITION ? type.fields?.[0] : undefined
    const rule = readFieldRule(field?.directives, OWN_NAMES)
    return printRule(rule) === text ? rule : null
  } catch {
    return null
  }
}

const OWN_NAMES: AccessNames = {
  authenticated: 'authenticated',
  scopes: 'requiresScopes',
  policy: 'policy',
  ownedBy: 'ownedBy',
}

function printRequirement(requirement: Requirement): string {
  switch (requirement.kind) {
    case 'authenticated':
      return '@authenticated'
    case 'scopes':
      return `@requiresScopes(scopes: ${printAnyOf(requirement.anyOf)})`
    case 'policy':
      return `@policy(policies: ${printAnyOf(requirement.anyOf)})`
  }
}

function printAnyOf(anyOf: AnyOf): string {
  return `[${anyOf.map((all) => `[${all.map((name) => JSON.stringify(name)).join(', ')}]`).join(', ')}]`
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()]
}
