import type { Allowance } from '../check/allowances.ts'
import { UnusableInput } from '../unusableInput.ts'

/** Each `--allow` with the `--reason` after it. */
export function pairAllowances(ids: readonly string[], reasons: readonly string[]): readonly Allowance[] {
  if (ids.length !== reasons.length)
    throw new UnusableInput(
      `--allow: expected a --reason for each; got ${ids.length} of the one and ${reasons.length} of the other.`,
    )
  return ids.map((id, index) => {
    const reason = reasons[index]?.trim() ?? ''
    if (reason === '') throw new UnusableInput(`--reason: expected why ${id} is let pass; got nothing.`)
    return { id, reason }
  })
}
