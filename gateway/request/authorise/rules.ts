import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql'
import { argumentOf, findDirectiveName } from '../../linkedDirectives.ts'
import type { Operation } from '../operation/operation.ts'

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

/** The fields of one operation that rules protect, with the indexes of all that must hold for each. */
export type ProtectedFields = ReadonlyMap<FieldNode, readonly number[]>

/** Reads the rules from the SDL of a supergraph, finding the directives by their specification's URL. */
export function readAccessRules(supergraph: DocumentNode): AccessRules {
  const requirements: Requirement[] = []
  const indexes = new Map<string, number>()
  const byCoordinate = new Map<string, readonly number[]>()
  const names = {
    authenticated: findDirectiveName(supergraph, 'https://specs.apollo.dev/authenticated', 'authenticated'),
    scopes: findDirectiveName(supergraph, 'https://specs.apollo.dev/requiresScopes', 'requiresScopes'),
    policy: findDirectiveName(supergraph, 'https://specs.apollo.dev/policy', 'policy'),
  }
  const add = (coordinate: string, directives: readonly ConstDirectiveNode[] | undefined) => {
    const found = (directives ?? []).flatMap((directive) => toRequirement(directive, names))
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

/**
 * Which fields of an operation are protected. Behind an interface a field needs the rules of every implementation that
 * can be met there; behind a fragment on a member, only that member's.
 */
export function findProtectedFields(
  operation: Operation,
  schema: GraphQLSchema,
  rules: AccessRules,
): ProtectedFields {
  const found = new Map<FieldNode, readonly number[]>()
  const root = schema.getRootType(operation.definition.operation)
  if (root && rules.requirements.length > 0)
    visitSelections(operation.definition.selectionSet, [root], { schema, rules, found })
  return found
}

interface Search {
  readonly schema: GraphQLSchema
  readonly rules: AccessRules
  readonly found: Map<FieldNode, readonly number[]>
}

function visitSelections(
  set: SelectionSetNode,
  possible: readonly GraphQLObjectType[],
  search: Search,
): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) visitField(selection, possible, search)
    else if (selection.kind === Kind.INLINE_FRAGMENT) {
      visitSelections(
        selection.selectionSet,
        narrow(possible, selection.typeCondition?.name.value, search.schema),
        search,
      )
    }
  }
}

function visitField(node: FieldNode, possible: readonly GraphQLObjectType[], search: Search): void {
  const needed = new Set<number>()
  const results = new Set<GraphQLObjectType>()
  for (const parent of possible) {
    const field = parent.getFields()[node.name.value]
    if (!field) continue
    const type = getNamedType(field.type)
    for (const coordinate of [`${parent.name}.${field.name}`, parent.name, type.name]) {
      for (const index of search.rules.byCoordinate.get(coordinate) ?? []) needed.add(index)
    }
    if (isCompositeType(type)) for (const member of membersOf(type, search.schema)) results.add(member)
  }
  if (needed.size > 0)
    search.found.set(
      node,
      [...needed].toSorted((a, b) => a - b),
    )
  if (node.selectionSet) visitSelections(node.selectionSet, [...results], search)
}

function narrow(
  possible: readonly GraphQLObjectType[],
  condition: string | undefined,
  schema: GraphQLSchema,
): readonly GraphQLObjectType[] {
  if (condition === undefined) return possible
  const type = schema.getType(condition)
  if (!isCompositeType(type)) return []
  const members = new Set(membersOf(type, schema))
  return possible.filter((member) => members.has(member))
}

function membersOf(type: GraphQLCompositeType, schema: GraphQLSchema): readonly GraphQLObjectType[] {
  if (isAbstractType(type)) return schema.getPossibleTypes(type)
  return isObjectType(type) ? [type] : []
}

interface DirectiveNames {
  readonly authenticated: string | null
  readonly scopes: string | null
  readonly policy: string | null
}

function toRequirement(directive: ConstDirectiveNode, names: DirectiveNames): readonly Requirement[] {
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
