import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feed.ts'
import { parseCsvDocument } from '../../_kit/feedFormats.ts'
import { groupBy } from '../../_kit/loader.ts'
import { z } from 'zod'
import { DISTRICTS } from '../districts.ts'
import { MIN_DEVICES, suppressSmallCell } from '../smallCells.ts'
import { bundled, DAY_SECONDS } from './part.ts'
import { decimalText, parseRecords } from './records.ts'

/** Visitors in a district in one hour of the day, over one month. */
export interface HourRecord {
  readonly area: string
  readonly month: string
  readonly hour: number
  /** Null where the cell is too small to be published. */
  readonly visitors: number | null
  readonly sample: boolean
}

export interface HourView {
  readonly byArea: ReadonlyMap<string, readonly HourRecord[]>
}

export const visitorsByHourFeed: FeedDescriptor<HourRecord> = {
  id: 'mgto-dataplus',
  title: {
    zh: '各區旅客按時段(樣本)',
    pt: 'Visitantes por zona e hora (amostra)',
    en: 'Visitors by district and hour (sample)',
  },
  intervalSeconds: DAY_SECONDS,
  confidential: 'records',
  bundled: bundled('MacaoDistrictTourismData_202610.csv'),
  parse: parseVisitorsByHour,
}

export function buildHourView(all: readonly HourRecord[]): HourView {
  return { byArea: groupBy(all, ({ area }) => area) }
}

const WHOLE_DAY = '全天'

/** Rows of whole days are left out: less the hours that are published, they would give a suppressed hour away. */
function parseVisitorsByHour({ body }: FeedDocument): ParsedFeed<HourRecord> {
  const rows = parseCsvDocument(body, ['年', '月', '時段', '統計分區', '到訪人次'])
  const hours = rows.filter((row) => row['時段'] !== WHOLE_DAY)
  const parsed = parseRecords(hours, hourRow, ({ area, month, hour }) => `${area} ${month} ${hour}`)
  const suppressed = parsed.records.filter(({ visitors }) => visitors === null).length
  return { ...parsed, remarks: [`Under ${MIN_DEVICES} devices, published as null: ${suppressed} cells.`] }
}

const hourRow = z
  .object({
    年: z.string().regex(/^\d{4}$/, 'a year'),
    月: z.string().regex(/^(0?[1-9]|1[0-2])$/, 'a month 1 to 12'),
    時段: z
      .string()
      .regex(/^([01]?\d|2[0-3])$/, 'an hour 0 to 23')
      .transform(Number),
    統計分區: z.string().refine((name) => DISTRICTS.has(name), 'the Chinese name of a statistical district'),
    到訪人次: decimalText('a count of visitors', 0, 1e7),
    樣本: z.enum(['1', '0', '']).optional(),
  })
  .transform((row): HourRecord => ({
    area: DISTRICTS.get(row.統計分區) ?? '',
    month: `${row.年}-${row.月.padStart(2, '0')}`,
    hour: row.時段,
    visitors: suppressSmallCell(row.到訪人次),
    sample: row.樣本 === '1',
  }))
