import type { FieldRule } from './fieldRule.ts'
import type { AnyOf, Requirement } from './rules.ts'

/** A set of things that are true of a caller; a rule is an OR of such sets. */
export type Alternative = ReadonlySet<string>

/** Whether everybody whom `rule` lets see a field is also let by `other`. */
export function isAtLeastAsStrict(rule: FieldRule, other: FieldRule): boolean {
  const needed = alternativesOfParts(other)
  return alternativesOf(rule).every((held) =>
    needed.every((anyOf) => anyOf.some((all) => isSubset(all, held))),
  )
}

/** The ways in which a caller can satisfy a rule; none for a rule that nobody satisfies. */
export function alternativesOf(rule: FieldRule): readonly Alternative[] {
  const combined = alternativesOfParts(rule).reduce<readonly Alternative[]>(
    (found, anyOf) => found.flatMap((held) => anyOf.map((all) => new Set([...held, ...all]))),
    [new Set()],
  )
  return combined.filter(
    (one, index) =>
      !combined.some(
        (other, at) => at !== index && isSubset(other, one) && (other.size < one.size || at < index),
      ),
  )
}

function alternativesOfParts({ requirements, ownerships }: FieldRule): readonly (readonly Alternative[])[] {
  return [
    ...requirements.map(alternativesOfOne),
    ...ownerships.map(({ claim, field }) => [new Set(['a token', `own:${claim}/${field}`])]),
  ]
}

/** Scopes and claims come with a token only; what a policy looks at is its own affair. */
function alternativesOfOne(requirement: Requirement): readonly Alternative[] {
  switch (requirement.kind) {
    case 'authenticated':
      return [new Set(['a token'])]
    case 'scopes':
      return namesOf(requirement.anyOf, 'scope').map((names) => new Set(['a token', ...names]))
    case 'policy':
      return namesOf(requirement.anyOf, 'policy').map((names) => new Set(names))
  }
}

function namesOf(anyOf: AnyOf, kind: string): readonly (readonly string[])[] {
  return anyOf.map((all) => all.map((name) => `${kind}:${name}`))
}

function isSubset(some: Alternative, all: Alternative): boolean {
  for (const one of some) if (!all.has(one)) return false
  return true
}
