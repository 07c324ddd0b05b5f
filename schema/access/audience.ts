import { TIERS } from '../codes.ts'
import type { FieldRule } from './fieldRule.ts'
import { alternativesOf, type Alternative } from './strictness.ts'

/** What a tier sees of a field: all objects, only its own (`@ownedBy`), what a policy lets it see, or nothing. */
export type Sight = 'yes' | 'own' | 'policy' | 'no'

export interface Audience {
  readonly tiers: readonly (readonly [tier: string, sight: Sight])[]
  /** The other sets of scopes that open the field, such as "bureau:ssm" or "staff + bureau:ssm". */
  readonly others: readonly string[]
}

/** Who can see a field, for each tier's scope held alone. */
export function audienceOf(rule: FieldRule): Audience {
  const alternatives = alternativesOf(rule)
  return {
    tiers: TIERS.map((tier) => [tier, bestSight(alternatives, tier)]),
    others: alternatives.filter((one) => namesOf(one, 'scope').some(isNoTier)).map(describeScopes),
  }
}

const BEST_FIRST: readonly Sight[] = ['yes', 'own', 'policy', 'no']

function bestSight(alternatives: readonly Alternative[], tier: string): Sight {
  const sights = alternatives.map((alternative) => sightBy(alternative, tier))
  return BEST_FIRST.find((sight) => sights.includes(sight)) ?? 'no'
}

/** What somebody with this tier's scope and no other sees by one alternative of a rule. */
function sightBy(alternative: Alternative, tier: string): Sight {
  if (alternative.has('a token') && tier === 'public') return 'no'
  if (namesOf(alternative, 'scope').some((scope) => scope !== tier)) return 'no'
  if (namesOf(alternative, 'policy').length > 0) return 'policy'
  return namesOf(alternative, 'own').length > 0 ? 'own' : 'yes'
}

function isNoTier(scope: string): boolean {
  return !TIERS.some((tier) => tier === scope)
}

function describeScopes(alternative: Alternative): string {
  const owned = namesOf(alternative, 'own').length > 0 ? ' (own)' : ''
  return namesOf(alternative, 'scope').join(' + ') + owned
}

function namesOf(alternative: Alternative, kind: 'scope' | 'policy' | 'own'): readonly string[] {
  return [...alternative].flatMap((name) =>
    name.startsWith(`${kind}:`) ? [name.slice(kind.length + 1)] : [],
  )
}
