import type { Finding } from '../findings.ts'
import { lintSubgraph } from '../lint/lintSubgraph.ts'
import type { Proposal } from './proposal.ts'

/** Rules that are younger than schemas that keep all others: these are not held up by what they have long had. */
const YOUNG_RULES: ReadonlySet<string> = new Set(['null-says-why'])

/** What of the conventions the proposal does not keep; of a young rule a warning, and only where the live schema kept it. */
export function checkConventions({ proposed, current, live }: Proposal): readonly Finding[] {
  const before = new Set(current ? lintSubgraph(current, live.exceptions).map(({ id }) => id) : [])
  return lintSubgraph(proposed, live.exceptions).flatMap((finding) => {
    if (!YOUNG_RULES.has(finding.rule) || finding.level !== 'error') return [finding]
    return before.has(finding.id) ? [] : [{ ...finding, level: 'warning' as const }]
  })
}
