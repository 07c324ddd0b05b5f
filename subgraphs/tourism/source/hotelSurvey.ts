import { z } from 'zod'
import type { FeedDescriptor } from '../../_kit/feed.ts'
import { groupBy } from '../../_kit/loader.ts'
import { bundled, DAY_SECONDS } from './part.ts'
import { decimalText, parseJsonList, parseRecords, requiredText, yearMonth } from './records.ts'

/** One hotel's answer to the monthly survey. */
export interface SurveyRecord {
  readonly hotel: string
  readonly month: string
  readonly percent: number
  readonly averageRateMop: number
  readonly sample: boolean
}

export interface SurveyView {
  readonly byHotel: ReadonlyMap<string, readonly SurveyRecord[]>
  /** The months surveyed, oldest first. */
  readonly months: readonly string[]
}

export const hotelSurveyFeed: FeedDescriptor<SurveyRecord> = {
  id: 'dsec-hotel-survey',
  title: {
    zh: '酒店業場所調查(樣本)',
    pt: 'Inquérito aos estabelecimentos hoteleiros (amostra)',
    en: 'Survey of hotel establishments (sample)',
  },
  intervalSeconds: DAY_SECONDS,
  confidential: 'records',
  bundled: bundled('hotel_survey.json'),
  parse: ({ body }) =>
    parseRecords(parseJsonList(body, 'survey'), answer, ({ hotel, month }) => `${hotel} ${month}`),
}

export function buildSurveyView(all: readonly SurveyRecord[]): SurveyView {
  return {
    byHotel: groupBy(all, ({ hotel }) => hotel),
    months: [...new Set(all.map(({ month }) => month))].sort(),
  }
}

const answer = z
  .object({
    hotel: requiredText,
    month: yearMonth,
    occupancy_percent: decimalText('a percentage from 0 to 100', 0, 100),
    average_rate_mop: decimalText('patacas a night', 0, 1e6),
    sample: z.boolean('true or false'),
  })
  .transform((row): SurveyRecord => ({
    hotel: row.hotel,
    month: row.month,
    percent: row.occupancy_percent,
    averageRateMop: row.average_rate_mop,
    sample: row.sample,
  }))
