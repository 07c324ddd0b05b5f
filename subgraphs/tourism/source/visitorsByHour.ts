import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { parseCsvDocument } from '../../_kit/feedFormats.ts'
import { codeOf, wholeBetween, wholeUpTo } from '../../_kit/fieldTypes.ts'
import { groupBy } from '../../_kit/loader.ts'
import { readRecords, type RecordReader } from '../../_kit/recordReader.ts'
import { DISTRICTS } from '../districts.ts'
import { MIN_DEVICES, suppressSmallCell } from '../smallCells.ts'
import { bundled, DAY_SECONDS } from './part.ts'

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
  limits: { floor: 400, mayLose: 0.3 },
  module: import.meta.url,
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
  const parsed = readRecords(hours, {
    namedBy: ['統計分區', '年', '月', '時段'],
    parse: parseHour,
    keyOf: ({ area, month, hour }) => `${area} ${month} ${hour}`,
  })
  const suppressed = parsed.records.filter(({ visitors }) => visitors === null).length
  return { ...parsed, remarks: [`Under ${MIN_DEVICES} devices, published as null: ${suppressed} cells.`] }
}

const AREA = { ...codeOf(DISTRICTS), expected: 'the Chinese name of a statistical district' }
const YEAR = wholeBetween(1900, 2999, 'a year')
const MONTH = wholeBetween(1, 12, 'a month 1 to 12')
const HOUR = wholeBetween(0, 23, 'an hour 0 to 23')
const COUNT = wholeUpTo(7, 'a count of visitors')

function parseHour(record: RecordReader): HourRecord {
  const month = String(record.required('月', MONTH)).padStart(2, '0')
  return {
    area: record.required('統計分區', AREA),
    month: `${record.required('年', YEAR)}-${month}`,
    hour: record.required('時段', HOUR),
    visitors: suppressSmallCell(record.required('到訪人次', COUNT)),
    sample: record.sample('樣本'),
  }
}
