import { z } from 'zod'
import { formatDateTime } from '../../../schema/scalars.ts'
import type { FeedDescriptor } from '../../_kit/feed.ts'
import { FeedFormatError, isRecord, parseJsonDocument } from '../../_kit/feedFormats.ts'
import type { TextValue } from '../../_kit/text.ts'
import { bundled, DAY_SECONDS } from './part.ts'
import { decimalText, parseRecords } from './records.ts'

/** The value of an indicator in one month. */
export interface MonthValue {
  /** "2026-05" */
  readonly month: string
  readonly value: number
}

const FIRST_YEAR = 2008

export function visitorArrivalsFeed(clock: () => Date): FeedDescriptor<MonthValue> {
  return createKeyIndicatorFeed(
    'dsec-visitor-arrivals',
    { zh: '入境旅客', pt: 'Entradas de visitantes', en: 'Visitor arrivals' },
    'VisitorArrivals.json',
    decimalText('a whole count of visitors', 0, 1e9).refine(Number.isInteger, 'a whole count of visitors'),
    clock,
  )
}

export function hotelOccupancyFeed(clock: () => Date): FeedDescriptor<MonthValue> {
  return createKeyIndicatorFeed(
    'dsec-hotel-occupancy',
    {
      zh: '酒店業場所入住率',
      pt: 'Taxa de ocupação dos estabelecimentos hoteleiros',
      en: 'Occupancy rate of hotel establishments',
    },
    'HotelEstablishmentOccupancyRate.json',
    decimalText('a percentage from 0 to 100', 0, 100),
    clock,
  )
}

function createKeyIndicatorFeed(
  id: string,
  title: TextValue,
  file: string,
  value: z.ZodType<number>,
  clock: () => Date,
): FeedDescriptor<MonthValue> {
  const row = z
    .object({ periodString: monthOfPeriod, value })
    .transform(({ periodString, value }): MonthValue => ({ month: periodString, value }))
  return {
    id,
    title,
    intervalSeconds: DAY_SECONDS,
    bundled: bundled(file),
    method: 'POST',
    /** Read for each request: a process that lives past New Year must ask for the new year too. */
    get body() {
      const thisYear = Number(formatDateTime(clock()).slice(0, 4))
      return JSON.stringify({ from_year: FIRST_YEAR, to_year: thisYear, lang: 'zh-MO' })
    },
    parse: ({ body }) => parseRecords(readValues(body), row, ({ month }) => month),
  }
}

/** "2008年1月" or "2008 年 1 月"; quarters and whole years are no months. */
const monthOfPeriod = z
  .string('a month such as "2008年1月"')
  .regex(/^\s*\d{4}\s*年\s*(0?[1-9]|1[0-2])\s*月\s*$/, 'a month such as "2008年1月"')
  .transform((period) => {
    const [year = '', month = ''] = period.match(/\d+/g) ?? []
    return `${year}-${month.padStart(2, '0')}`
  })

/** The values of an answer; an error comes in the same envelope, with HTTP 200 or 201 like a success. */
function readValues(body: string): readonly unknown[] {
  const answer = parseJsonDocument(body)
  if (!isRecord(answer)) throw new FeedFormatError('an object with success and value', body.slice(0, 60))
  if (answer.success !== true) {
    throw new FeedFormatError(
      'success',
      `error ${JSON.stringify(answer.errorType)} ${JSON.stringify(answer.errorMessage)}`,
    )
  }
  const values = isRecord(answer.value) ? answer.value.values : undefined
  if (Array.isArray(values)) return values
  throw new FeedFormatError('an object with value.values', body.slice(0, 60))
}
