import type { UseBatch } from './batch.ts'
import type { Counts } from './counts.ts'

/** Where counts are kept, and read again. */
export interface UseStore {
  /** Keeps a batch; one that it has kept before changes nothing. Rejects where it is not kept. */
  write(batch: UseBatch): Promise<void>
  /** The use of coordinates, summed up by coordinate, client and tier. */
  readFields(wanted: WantedUse): Promise<readonly FieldUse[]>
  /** The use of operations, summed up by month, operation and client. */
  readMonths(from: string, to: string): Promise<readonly MonthUse[]>
  close(): Promise<void>
}

export interface WantedUse {
  /** Days, both included. */
  readonly from: string
  readonly to: string
  readonly coordinate?: string | undefined
  readonly client?: string | undefined
}

export interface Client {
  readonly client: string
  readonly isVerified: boolean
  readonly isSample: boolean
}

export interface FieldUse extends Client, Counts {
  readonly coordinate: string
  readonly tier: string
  readonly firstDay: string
  readonly lastDay: string
}

export interface MonthUse extends Client, Counts {
  /** YYYY-MM. */
  readonly month: string
  readonly hash: string
  readonly name: string | null
  readonly coordinates: readonly string[]
  readonly lastDay: string
}

/** Months that are kept, the present one included. */
export const KEPT_MONTHS = 13

/** The first day that is kept on a day. */
export function firstKeptDay(today: string): string {
  const [year = 0, month = 0] = today.split('-').map(Number)
  return new Date(Date.UTC(year, month - KEPT_MONTHS, 1)).toISOString().slice(0, 10)
}
