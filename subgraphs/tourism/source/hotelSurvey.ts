import type { FeedDescriptor } from '../../_kit/feedDescriptor.ts'
import { parseJsonList } from '../../_kit/feedFormats.ts'
import { decimalBetween, id, yearMonth } from '../../_kit/fieldTypes.ts'
import { groupBy } from '../../_kit/loader.ts'
import { readRecords, type RecordReader } from '../../_kit/recordReader.ts'
import { bundled, DAY_SECONDS } from './part.ts'

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
  limits: { floor: 50, mayLose: 0.3 },
  module: import.meta.url,
  parse: ({ body }) =>
    readRecords(parseJsonList(body, 'survey'), {
      namedBy: ['hotel', 'month'],
      parse: parseAnswer,
      keyOf: ({ hotel, month }) => `${hotel} ${month}`,
    }),
}

export function buildSurveyView(all: readonly SurveyRecord[]): SurveyView {
  return {
    byHotel: groupBy(all, ({ hotel }) => hotel),
    months: [...new Set(all.map(({ month }) => month))].sort(),
  }
}

const PERCENT = decimalBetween(0, 100, 'a percentage from 0 to 100')
const RATE = decimalBetween(0, 1e6, 'patacas a night')

function parseAnswer(record: RecordReader): SurveyRecord {
  return {
    hotel: record.required('hotel', id),
    month: record.required('month', yearMonth),
    percent: record.required('occupancy_percent', PERCENT),
    averageRateMop: record.required('average_rate_mop', RATE),
    sample: record.sample('sample'),
  }
}
