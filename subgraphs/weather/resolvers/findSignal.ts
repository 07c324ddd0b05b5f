import type { WarningRecord } from '../source/warnings.ts'
import type { SignalRecord } from '../source/warningSignals.ts'

/** A group may have one signal alone; a code may leave open which of several it is, as "8" does. */
export function findSignal(
  { group, code }: WarningRecord,
  signals: readonly SignalRecord[],
): SignalRecord | null {
  const ofGroup = signals.filter((signal) => signal.group === group)
  const fitting = ofGroup.length === 1 ? ofGroup : ofGroup.filter(({ codes }) => codes.includes(code ?? ''))
  return fitting.length === 1 ? (fitting[0] ?? null) : null
}
