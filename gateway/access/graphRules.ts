import { Kind, type DocumentNode } from 'graphql'
import {
  findAccessNames,
  joinRules,
  PUBLIC,
  readFieldRule,
  type Ownership,
} from '../../schema/access/fieldRule.ts'
import { readQuotas, type Quotas } from '../../schema/access/quotas.ts'
import { readAccessRules, type AccessRules } from '../../schema/access/rules.ts'
import { listFieldDependencies, type FieldDependency } from './fieldDependencies.ts'

/** The rules that protect the fields of one supergraph: by the caller as such, and object by object. */
export interface GraphRules extends AccessRules {
  /** By coordinate: the claims that must list a value of the object itself. */
  readonly ownerships: ReadonlyMap<string, readonly Ownership[]>
  readonly quotas: Quotas
}

/**
 * Reads the rules of a supergraph. A field that is computed from a protected one (`@requires`, `@fromContext`) gets the
 * rules of that one besides its own: composition refuses a weaker one, but a supergraph may come from elsewhere.
 */
export function readGraphRules(supergraph: DocumentNode): GraphRules {
  const rules = readAccessRules(supergraph)
  const ownerships = readOwnerships(supergraph)
  const quotas = readQuotas(supergraph)
  if (rules.byCoordinate.size === 0 && ownerships.size === 0) return { ...rules, ownerships, quotas }
  return strengthen({ ...rules, ownerships, quotas }, listFieldDependencies(supergraph))
}

function readOwnerships(supergraph: DocumentNode): ReadonlyMap<string, readonly Ownership[]> {
  const names = findAccessNames(supergraph)
  const found = new Map<string, readonly Ownership[]>()
  for (const type of supergraph.definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION) continue
    for (const { name, directives } of type.fields ?? []) {
      const { ownerships } = readFieldRule(directives, names)
      if (ownerships.length > 0) found.set(`${type.name.value}.${name.value}`, ownerships)
    }
  }
  return found
}

/** Nobody satisfies an OR of nothing. */
const NO_CALLER = { kind: 'scopes', anyOf: [] } as const

function strengthen(rules: GraphRules, dependencies: readonly FieldDependency[]): GraphRules {
  const requirements = [...rules.requirements, NO_CALLER]
  const nobody = rules.requirements.length
  const byCoordinate = new Map(rules.byCoordinate)
  const ownerships = new Map(rules.ownerships)
  // Chains: what one round adds to a field, the next one hands on to the fields that read it.
  for (let isGrowing = true; isGrowing;) {
    isGrowing = false
    for (const { reader, read, isSameObject } of dependencies) {
      const owned = ownerships.get(read) ?? []
      const inherited = owned.length === 0 || isSameObject ? [] : [nobody]
      if (addRequirements(byCoordinate, reader, [...(byCoordinate.get(read) ?? []), ...inherited]))
        isGrowing = true
      if (isSameObject && addOwnerships(ownerships, reader, owned)) isGrowing = true
    }
  }
  return { requirements, byCoordinate, ownerships, quotas: rules.quotas }
}

function addRequirements(
  byCoordinate: Map<string, readonly number[]>,
  reader: string,
  more: readonly number[],
): boolean {
  const known = byCoordinate.get(reader) ?? []
  const joined = [...new Set([...known, ...more])]
  if (joined.length === known.length) return false
  byCoordinate.set(reader, joined)
  return true
}

function addOwnerships(
  ownerships: Map<string, readonly Ownership[]>,
  reader: string,
  more: readonly Ownership[],
): boolean {
  const known = ownerships.get(reader) ?? []
  const joined = joinRules([known, more].map((part) => ({ ...PUBLIC, ownerships: part }))).ownerships
  if (joined.length === known.length) return false
  ownerships.set(reader, joined)
  return true
}
