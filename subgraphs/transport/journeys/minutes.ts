import type { HeadwayRecord } from '../source/busHeadways.ts'
import { ofCall, type Pattern } from './network.ts'

/** 4.8 km/h over ways that are a third longer than the straight line. */
const WALKED_IN_A_MINUTE = 60

/** 15 km/h and 25 km/h with all stops, along straight lines: no source states how long a ride takes. */
const RIDDEN_IN_A_MINUTE = { bus: 250, lrt: 417 } as const

export function walkMinutes(metres: number): number {
  return Math.ceil(metres / WALKED_IN_A_MINUTE)
}

/** Never less than a minute for each stop. */
export function rideMinutes({ kind, metres }: Pattern, board: number, alight: number): number {
  const ridden = ofCall(metres, alight) - ofCall(metres, board)
  return Math.max(alight - board, Math.ceil(ridden / RIDDEN_IN_A_MINUTE[kind]))
}

/** Half of the time between two buses, taken in the middle between the least and the greatest. */
export function waitMinutes({ minMinutes, maxMinutes }: HeadwayRecord): number {
  return Math.ceil((minMinutes + maxMinutes) / 4)
}
