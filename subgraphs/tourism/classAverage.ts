import { groupBy } from '../_kit/loader.ts'
import type { HotelRecord } from './source/hotels.ts'
import type { SurveyRecord } from './source/hotelSurvey.ts'

/** Below this number of hotels an average would tell one partner about another (statistical secrecy). */
export const MIN_HOTELS = 3

export interface ClassAverage {
  readonly month: string
  /** Mean of the hotels' occupancy, in percent to one decimal. */
  readonly percent: number
  readonly hotels: number
  readonly sample: boolean
}

/** By `classKey`: the averages of each month in which enough hotels of the class were surveyed. */
export function averageByClass(
  hotels: ReadonlyMap<string, HotelRecord>,
  survey: readonly SurveyRecord[],
): ReadonlyMap<string, readonly ClassAverage[]> {
  const answersOfClass = groupBy(survey, ({ hotel }) => {
    const record = hotels.get(hotel)
    return record === undefined ? null : classKey(record)
  })
  const averages = new Map<string, readonly ClassAverage[]>()
  for (const [key, answers] of answersOfClass) {
    if (key !== null) averages.set(key, averageByMonth(answers))
  }
  return averages
}

/** The class that a hotel is compared in: its licence class, else its stars. */
export function classKey({ starClass, stars }: HotelRecord): string | null {
  return starClass ?? (stars === null ? null : `${stars}`)
}

function averageByMonth(answers: readonly SurveyRecord[]): readonly ClassAverage[] {
  return [...groupBy(answers, ({ month }) => month)]
    .filter(([, ofMonth]) => ofMonth.length >= MIN_HOTELS)
    .map(([month, ofMonth]) => ({
      month,
      percent:
        Math.round((ofMonth.reduce((sum, { percent }) => sum + percent, 0) / ofMonth.length) * 10) / 10,
      hotels: ofMonth.length,
      sample: ofMonth.some(({ sample }) => sample),
    }))
}
