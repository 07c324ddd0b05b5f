/** Milliseconds of this thread that somebody has used: all of them, and those of late, which fade. */
export interface ProcessorUse {
  total: number
  recent: number
  /** When `recent` was right, by `performance.now`. */
  at: number
}

/** After so long a third of what was used still counts: a burst is forgiven in some seconds. */
const FADING_MS = 1_000

export function createProcessorUse(now: number, recent = 0): ProcessorUse {
  return { total: 0, recent, at: now }
}

export function addUse(use: ProcessorUse, milliseconds: number, now: number): void {
  use.total += milliseconds
  use.recent = recentUse(use, now) + milliseconds
  use.at = now
}

export function recentUse({ recent, at }: ProcessorUse, now: number): number {
  return recent * Math.exp((at - now) / FADING_MS)
}
