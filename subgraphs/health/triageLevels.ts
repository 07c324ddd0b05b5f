import { TRIAGE_LEVELS, type TriageRecord } from './source/triage.ts'
import { suppressTable } from './suppression.ts'

/**
 * The patients who wait, level by level, as they may be shown beside the public number of all who wait; null where
 * the source gives no number. A level that the source leaves out stays null.
 */
export function summariseTriage(
  records: readonly TriageRecord[],
): readonly { readonly level: number; readonly waitingPatients: number | null }[] | null {
  const known = new Map(records.map(({ level, waitingPatients }) => [level, waitingPatients]))
  const counts = TRIAGE_LEVELS.map((level) => known.get(level) ?? null)
  if (counts.every((count) => count === null)) return null
  const [row] = suppressTable([counts.map((count) => count ?? 0)]).cells
  return TRIAGE_LEVELS.map((level, index) => ({
    level,
    waitingPatients: counts[index] === null ? null : (row?.[index] ?? null),
  }))
}
