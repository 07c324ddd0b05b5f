import type { Caller } from '../access/caller.ts'

/** Who have a budget of their own size, from the least to the most. */
export const BUDGET_TIERS = ['anonymous', 'developer', 'partner', 'staff'] as const
export type BudgetTier = (typeof BUDGET_TIERS)[number]

/** The highest tier of the caller's scopes. A token that gives none is worth as much as no token. */
export function tierOf(caller: Caller): BudgetTier {
  if (caller.kind === 'anonymous') return 'anonymous'
  const { scopes } = caller
  if (scopes.has('staff') || [...scopes].some((scope) => scope.startsWith('bureau:'))) return 'staff'
  if (scopes.has('partner')) return 'partner'
  return scopes.has('developer') ? 'developer' : 'anonymous'
}
