import { nearestName } from '../../kit/nearestName.ts'
import type { Finding } from '../findings.ts'
import { UnusableInput } from '../unusableInput.ts'

/** An error that somebody lets pass, and why; the report keeps both. */
export interface Allowance {
  readonly id: string
  readonly reason: string
}

/** Who proposes cannot settle these alone: composing needs no leave, and the others have an owner or a page to say yes. */
const NOT_ALLOWED = new Set(['composition', 'ownership', 'protection'])

/** Throws UnusableInput for what was not found or cannot be allowed: an allowance for nothing hides the next mistake. */
export function applyAllowances(
  findings: readonly Finding[],
  allowances: readonly Allowance[],
): readonly Finding[] {
  const errors = findings.filter(({ level }) => level === 'error')
  for (const { id } of allowances) {
    const found = errors.find((finding) => finding.id === id)
    if (!found)
      throw new UnusableInput(
        `--allow: expected the id of an error that is told; got ${id}.${suggest(id, errors)}`,
      )
    if (NOT_ALLOWED.has(found.class))
      throw new UnusableInput(
        `--allow: ${id} is a matter of ${found.class}, which no reason of the proposer's settles.`,
      )
  }
  const reasons = new Map(allowances.map(({ id, reason }) => [id, reason]))
  return findings.map((finding) => ({ ...finding, allowed: reasons.get(finding.id) ?? null }))
}

function suggest(id: string, errors: readonly Finding[]): string {
  const nearest = nearestName(
    id,
    errors.map((error) => error.id),
  )
  return nearest === undefined ? '' : ` Did you mean ${nearest}?`
}
