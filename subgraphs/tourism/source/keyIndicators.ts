import { formatDateTime } from '../../../schema/scalars.ts'
import { isRecord } from '../../../kit/isRecord.ts'
import type { FeedDescriptor } from '../../_kit/feedDescriptor.ts'
import { FeedFormatError, parseJsonDocument } from '../../_kit/feedFormats.ts'
import { decimalBetween, wholeUpTo, type FieldType } from '../../_kit/fieldTypes.ts'
import { readRecords } from '../../_kit/recordReader.ts'
import type { TextValue } from '../../_kit/text.ts'
import { bundled, DAY_SECONDS } from './part.ts'

/** The value of an indicator in one month. */
export interface MonthValue {
  /** "2026-05" */
  readonly month: string
  readonly value: number
  readonly sample: boolean
}

const FIRST_YEAR = 2008

export const visitorArrivals = describeKeyIndicator(
  'dsec-visitor-arrivals',
  { zh: '入境旅客', pt: 'Entradas de visitantes', en: 'Visitor arrivals' },
  'VisitorArrivals.json',
  wholeUpTo(9, 'a whole count of visitors'),
)

export const hotelOccupancy = describeKeyIndicator(
  'dsec-hotel-occupancy',
  {
    zh: '酒店業場所入住率',
    pt: 'Taxa de ocupação dos estabelecimentos hoteleiros',
    en: 'Occupancy rate of hotel establishments',
  },
  'HotelEstablishmentOccupancyRate.json',
  decimalBetween(0, 100, 'a percentage from 0 to 100'),
)

export const newCompanies = describeKeyIndicator(
  'dsec-new-companies',
  { zh: '新成立公司', pt: 'Sociedades constituídas', en: 'Newly incorporated companies' },
  'NewlyIncorporatedCompanies.json',
  wholeUpTo(9, 'a whole count of companies'),
)

function describeKeyIndicator(
  id: string,
  title: TextValue,
  file: string,
  value: FieldType<number>,
): FeedDescriptor<MonthValue> {
  return {
    id,
    title,
    intervalSeconds: DAY_SECONDS,
    bundled: bundled(file),
    limits: { floor: 60, mayLose: 0.1 },
    module: import.meta.url,
    method: 'POST',
    body(now) {
      const thisYear = Number(formatDateTime(now).slice(0, 4))
      return JSON.stringify({ from_year: FIRST_YEAR, to_year: thisYear, lang: 'zh-MO' })
    },
    parse: ({ body }) =>
      readRecords(readValues(body), {
        namedBy: ['periodString'],
        parse: (record) => ({
          month: record.required('periodString', MONTH),
          value: record.required('value', value),
          sample: record.sample('sample'),
        }),
        keyOf: ({ month }) => month,
        ignores: ['remarks'],
      }),
  }
}

/** "2008年1月" or "2008 年 1 月"; quarters and whole years are no months. */
const MONTH: FieldType<string> = {
  expected: 'a month such as "2008年1月"',
  read(value) {
    const [, year = '', month = ''] = /^\s*(\d{4})\s*年\s*(0?[1-9]|1[0-2])\s*月\s*$/.exec(String(value)) ?? []
    return year === '' ? undefined : `${year}-${month.padStart(2, '0')}`
  },
}

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
