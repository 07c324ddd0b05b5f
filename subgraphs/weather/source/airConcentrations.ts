import { isRecord } from '../../../kit/isRecord.ts'
import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { FeedFormatError, parseJsonDocument } from '../../_kit/feedFormats.ts'
import { dashedTime, decimalBetween, id, observed, text, type FieldType } from '../../_kit/fieldTypes.ts'
import { readRecords } from '../../_kit/recordReader.ts'
import { replayedFolder } from './bundled.ts'

export interface AirConcentrationRecord {
  /** The name of the station in this feed. */
  readonly key: string
  readonly observedAt: string
  readonly pm10UgPerM3: number | null
  readonly pm25UgPerM3: number | null
  readonly no2UgPerM3: number | null
  readonly o3UgPerM3: number | null
  readonly so2UgPerM3: number | null
  readonly coMgPerM3: number | null
  readonly sample: boolean
}

export const airConcentrations: FeedDescriptor<AirConcentrationRecord> = {
  id: 'smg-air-concentration',
  title: {
    zh: '空氣污染物濃度',
    pt: 'Concentrações de poluentes do ar',
    en: 'Concentrations of air pollutants',
  },
  intervalSeconds: 900,
  bundled: replayedFolder('air-concentration', '2026-11-28T16:50:00+08:00'),
  limits: { floor: 3, mayLose: 0.5 },
  module: import.meta.url,
  parse: parseConcentrations,
}

/** "2026112816": the hour that the means are of. */
const hour: FieldType<string> = {
  expected: 'an hour such as "2026112816"',
  read: (value) =>
    dashedTime.read(text.read(value)?.replace(/^(\d{4})(\d{2})(\d{2})(\d{2})$/, '$1-$2-$3 $4:00')),
}

const CONCENTRATION = decimalBetween(0, 5000, 'a concentration from 0 to 5000')

/** An object of stations by their names, beside which stands when it was made. */
function parseConcentrations(document: FeedDocument): ParsedFeed<AirConcentrationRecord> {
  const content = parseJsonDocument(document.body)
  if (!isRecord(content)) throw new FeedFormatError('an object of stations', document.body.slice(0, 60))
  const { datetime, ...stations } = content
  const time = observed(hour, document)
  const parsed = readRecords(
    Object.entries(stations).map(([key, station]) => (isRecord(station) ? { ...station, key } : station)),
    {
      namedBy: ['key'],
      parse: (record) => ({
        key: record.required('key', id),
        observedAt: record.required('DDTT', time),
        pm10UgPerM3: record.optional('HE_PM10', CONCENTRATION),
        pm25UgPerM3: record.optional('HE_PM2_5', CONCENTRATION),
        no2UgPerM3: record.optional('HE_NO2', CONCENTRATION),
        o3UgPerM3: record.optional('HE_O3', CONCENTRATION),
        so2UgPerM3: record.optional('HE_SO2', CONCENTRATION),
        coMgPerM3: record.optional('HE_CO', CONCENTRATION),
        sample: record.sample('sample'),
      }),
      keyOf: ({ key }) => key,
    },
  )
  const madeAt = observed(dashedTime, document).read(datetime)
  return { ...parsed, ...(madeAt !== undefined && { sourceUpdatedAt: madeAt }) }
}
