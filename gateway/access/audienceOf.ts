import { TIERS, type Tier } from '../../schema/codes.ts'
import type { Caller } from './caller.ts'

/** The narrowest audience that a caller belongs to. */
export function audienceOf(caller: Caller): Tier {
  if (caller.kind === 'anonymous') return 'public'
  return TIERS.findLast((tier) => caller.scopes.has(tier)) ?? 'public'
}
