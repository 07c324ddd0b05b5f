import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { id } from '../../_kit/fieldTypes.ts'
import { readRecords } from '../../_kit/recordReader.ts'
import type { TextValue } from '../../_kit/text.ts'
import { replayedDaily } from './bundled.ts'
import { celsius, percent, readQuantity } from './quantities.ts'
import { movedDay, parseSmgDocument } from './smgDocument.ts'

export interface DailyForecastRecord {
  readonly date: string
  /** The code of the weather. */
  readonly condition: string | null
  readonly temperatureMaxCelsius: number | null
  readonly temperatureMinCelsius: number | null
  readonly humidityMaxPercent: number | null
  readonly humidityMinPercent: number | null
  readonly description: TextValue
  readonly sample: boolean
}

export const forecast: FeedDescriptor<DailyForecastRecord> = {
  id: 'smg-seven-day-forecast',
  title: { zh: '七天天氣預報', pt: 'Previsão do tempo para sete dias', en: 'Seven-day forecast' },
  intervalSeconds: 3600,
  bundled: replayedDaily('7daysforecast'),
  limits: { floor: 3, mayLose: null },
  module: import.meta.url,
  parse: parseForecast,
}

/** Of temperature and humidity there are two: type 1 is the highest, type 2 the lowest. */
function parseForecast(document: FeedDocument): ParsedFeed<DailyForecastRecord> {
  const typed = ['Temperature', 'Humidity']
  const { rows, published } = parseSmgDocument(document, 'SevenDaysForecast', ['WeatherForecast'], typed)
  const day = movedDay(document)
  const parsed = readRecords(rows, {
    namedBy: ['ValidFor'],
    parse: (record) => ({
      date: record.required('ValidFor', day),
      condition: record.optional('WeatherStatus', id),
      temperatureMaxCelsius: readQuantity(record, 'Temperature[1]', celsius),
      temperatureMinCelsius: readQuantity(record, 'Temperature[2]', celsius),
      humidityMaxPercent: readQuantity(record, 'Humidity[1]', percent),
      humidityMinPercent: readQuantity(record, 'Humidity[2]', percent),
      // The Chinese feed is read.
      description: record.texts('WeatherDescription', null, null),
      sample: record.sample('sample'),
    }),
    keyOf: ({ date }) => date,
    ignores: ['c_DayOfWeek', 'Icon/IconURL'],
  })
  return { ...parsed, ...published }
}
