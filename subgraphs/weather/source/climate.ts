import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { parseJsonList } from '../../_kit/feedFormats.ts'
import { decimal, wholeBetween } from '../../_kit/fieldTypes.ts'
import { readRecords } from '../../_kit/recordReader.ts'
import { bundledFile } from './bundled.ts'

export interface ClimateRecord {
  readonly month: number
  readonly normalMaxTemperatureCelsius: number | null
  readonly normalMinTemperatureCelsius: number | null
  readonly meanMaxTemperatureCelsius: number | null
  readonly meanTemperatureCelsius: number | null
  readonly meanMinTemperatureCelsius: number | null
  readonly meanHumidityPercent: number | null
  readonly meanRainfallMm: number | null
  readonly meanSunshineHours: number | null
}

export const climate: FeedDescriptor<ClimateRecord> = {
  id: 'smg-climate',
  title: { zh: '氣候平均值', pt: 'Normais climatológicas', en: 'Climate normals' },
  intervalSeconds: 86_400,
  bundled: bundledFile('climate.json'),
  limits: { floor: 12, mayLose: 0 },
  module: import.meta.url,
  parse: parseClimate,
}

const MONTH = wholeBetween(1, 12, 'a month from 1 to 12')

/** Our interchange form. */
function parseClimate({ body }: FeedDocument): ParsedFeed<ClimateRecord> {
  return readRecords(parseJsonList(body, 'months'), {
    namedBy: ['month'],
    parse: (record) => ({
      month: record.required('month', MONTH),
      normalMaxTemperatureCelsius: record.optional('normal_max_c', decimal),
      normalMinTemperatureCelsius: record.optional('normal_min_c', decimal),
      meanMaxTemperatureCelsius: record.optional('mean_max_c', decimal),
      meanTemperatureCelsius: record.optional('mean_c', decimal),
      meanMinTemperatureCelsius: record.optional('mean_min_c', decimal),
      meanHumidityPercent: record.optional('humidity_pct', decimal),
      meanRainfallMm: record.optional('rainfall_mm', decimal),
      meanSunshineHours: record.optional('sunshine_h', decimal),
    }),
    keyOf: ({ month }) => String(month),
  })
}
