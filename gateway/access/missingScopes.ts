import type { FieldNode } from 'graphql'
import type { Requirement } from '../../schema/access/rules.ts'
import { isSatisfied } from './decideAccess.ts'
import type { Caller } from './caller.ts'
import type { OperationAccess } from './operationAccess.ts'

/** The requirements of a field that the caller does not satisfy. */
export function listUnmet(
  { needs, touched }: OperationAccess,
  caller: Caller,
  node: FieldNode,
): readonly Requirement[] {
  return (needs.get(node) ?? [])
    .flatMap((index) => touched[index] ?? [])
    .filter((requirement) => !isSatisfied(requirement, caller))
}

/** The sets of scopes of which any one, added to the caller's, would satisfy the scopes that a field requires. */
export function listMissingScopes(
  access: OperationAccess,
  caller: Caller,
  node: FieldNode,
): readonly (readonly string[])[] {
  const held = caller.kind === 'verified' ? caller.scopes : NO_SCOPES
  let combined: readonly (readonly string[])[] = [[]]
  for (const requirement of listUnmet(access, caller, node)) {
    if (requirement.kind !== 'scopes') continue
    const lacking = requirement.anyOf.map((all) => all.filter((scope) => !held.has(scope)))
    combined = combined.flatMap((some) => lacking.map((more) => [...new Set([...some, ...more])]))
  }
  return combined.filter((scopes) => scopes.length > 0)
}

const NO_SCOPES: ReadonlySet<string> = new Set()
