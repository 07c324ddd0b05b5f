import type { FieldNode } from 'graphql'
import type { AnyOf, Requirement } from '../../schema/access/rules.ts'
import type { Caller } from './caller.ts'
import type { Decision, OperationAccess } from './operationAccess.ts'

const NOTHING_DENIED: Decision = Object.freeze({ key: '', denied: new Set<FieldNode>() })

/** Decides before anything is planned or fetched. A field without a rule is for everyone. */
export function decideAccess(access: OperationAccess, caller: Caller): Decision {
  if (access.touched.length === 0) return NOTHING_DENIED
  let key = ''
  for (const requirement of access.touched) key += isSatisfied(requirement, caller) ? '1' : '0'
  const known = access.decisions.get(key)
  if (known) return known
  const decision = { key, denied: listDenied(access, key) }
  access.decisions.set(key, decision)
  return decision
}

function listDenied({ needs }: OperationAccess, key: string): ReadonlySet<FieldNode> {
  const denied = new Set<FieldNode>()
  for (const [node, indexes] of needs) if (indexes.some((index) => key[index] !== '1')) denied.add(node)
  return denied
}

/** Scopes need a token; a policy alone decides whom it lets in. */
export function isSatisfied(requirement: Requirement, caller: Caller): boolean {
  switch (requirement.kind) {
    case 'authenticated':
      return caller.kind === 'verified'
    case 'scopes':
      return caller.kind === 'verified' && holdsAny(requirement.anyOf, caller.scopes)
    case 'policy':
      return holdsAny(requirement.anyOf, caller.policies ?? NO_POLICIES)
  }
}

const NO_POLICIES: ReadonlySet<string> = new Set()

function holdsAny(anyOf: AnyOf, held: ReadonlySet<string>): boolean {
  return anyOf.some((all) => all.every((name) => held.has(name)))
}
