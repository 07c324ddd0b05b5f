import type { Counts } from './counts.ts'

/** Who asked, on which day. */
export interface UseKey {
  /** YYYY-MM-DD in Macao. */
  readonly day: string
  readonly client: string
  readonly version: string
  readonly isVerified: boolean
  readonly tier: string
  /** Whether it was made up for a demonstration. */
  readonly isSample: boolean
}

export interface OperationRow extends UseKey, Counts {
  /** The operation's hash; `other` for those beyond the number that is told apart in a day. */
  readonly hash: string
}

export interface FieldRow extends UseKey, Counts {
  readonly coordinate: string
}

export interface UsedDocument {
  readonly hash: string
  readonly name: string | null
  readonly coordinates: readonly string[]
}

/** What was counted since the last flush; written whole or not at all, and once however often it is sent. */
export interface UseBatch {
  readonly id: string
  readonly documents: readonly UsedDocument[]
  readonly operations: readonly OperationRow[]
  readonly fields: readonly FieldRow[]
}

export const OTHER_OPERATION = 'other'

const MACAO_MS = 8 * 3_600_000
const DAY_MS = 86_400_000

/** The number of a day in Macao, which has no summer time. */
export function dayNumber(milliseconds: number): number {
  return Math.floor((milliseconds + MACAO_MS) / DAY_MS)
}

export function dayText(number: number): string {
  return new Date(number * DAY_MS).toISOString().slice(0, 10)
}
