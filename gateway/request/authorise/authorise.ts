import type { FieldNode } from 'graphql'
import type { AccessRules, AnyOf, Requirement } from '../../../schema/access/rules.ts'
import type { Caller } from './caller.ts'
import type { ProtectedFields } from './rules.ts'

/** Which protected fields of an operation a caller may not see. Callers with the same `key` get the same plan. */
export interface Decision {
  readonly key: string
  readonly denied: ReadonlySet<FieldNode>
}

const NOTHING_DENIED: Decision = Object.freeze({ key: '', denied: new Set<FieldNode>() })

/** Decides before anything is planned or fetched. What no rule protects is for everyone. */
export function decideAccess(fields: ProtectedFields, rules: AccessRules, caller: Caller): Decision {
  if (fields.size === 0) return NOTHING_DENIED
  const satisfied = rules.requirements.map((requirement) => isSatisfied(requirement, caller))
  const denied = new Set<FieldNode>()
  for (const [node, indexes] of fields) {
    if (!indexes.every((index) => satisfied[index] === true)) denied.add(node)
  }
  return { key: satisfied.map((yes) => (yes ? '1' : '0')).join(''), denied }
}

function isSatisfied(requirement: Requirement, caller: Caller): boolean {
  if (caller.kind === 'anonymous') return false
  switch (requirement.kind) {
    case 'authenticated':
      return true
    case 'scopes':
      return holdsAny(requirement.anyOf, caller.scopes)
    case 'policy':
      // No evaluator is configured: an unknown policy denies.
      return false
  }
}

function holdsAny(anyOf: AnyOf, scopes: ReadonlySet<string>): boolean {
  return anyOf.some((all) => all.every((scope) => scopes.has(scope)))
}
