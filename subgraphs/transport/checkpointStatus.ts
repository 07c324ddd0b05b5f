import { CrossingDirection, minutesOf, worstOf, BorderStatusLevel } from './borderStatusLevel.ts'
import type { HallStatusRecord } from './source/borderStatus.ts'

export interface DirectionStatusValue {
  readonly direction: CrossingDirection
  readonly level: BorderStatusLevel
  readonly minutes: number | null
  readonly observedAt: string | null
  readonly stale: boolean | null
}

export interface CheckpointStatus extends Omit<DirectionStatusValue, 'direction'> {
  readonly byDirection: readonly DirectionStatusValue[]
  readonly sample: boolean
}

/** What the halls of one checkpoint say together: the worst of them, in each direction and in all. */
export function summariseHalls(halls: readonly HallStatusRecord[], feedIsStale: boolean): CheckpointStatus {
  return {
    ...describe(halls, feedIsStale),
    byDirection: Object.values(CrossingDirection).map((direction) => ({
      direction,
      ...describe(
        halls.filter((hall) => hall.direction === direction),
        feedIsStale,
      ),
    })),
    sample: halls.some(({ sample }) => sample),
  }
}

function describe(
  halls: readonly HallStatusRecord[],
  feedIsStale: boolean,
): Omit<DirectionStatusValue, 'direction'> {
  const worst = worstOf(halls)
  if (worst === null || worst.level === BorderStatusLevel.UNKNOWN)
    return { level: BorderStatusLevel.UNKNOWN, minutes: null, observedAt: null, stale: null }
  return {
    level: worst.level,
    minutes: minutesOf(worst.level),
    observedAt: worst.observedAt,
    stale: worst.isOld || feedIsStale,
  }
}
