import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { codeOf, id, observed } from '../../_kit/fieldTypes.ts'
import { readRecords } from '../../_kit/recordReader.ts'
import { replayedFolder } from './bundled.ts'
import { celsius, kmh, percent, readQuantity } from './quantities.ts'
import { parseSmgDocument, smgTime } from './smgDocument.ts'

export enum CompassPoint {
  N = 'N',
  NNE = 'NNE',
  NE = 'NE',
  ENE = 'ENE',
  E = 'E',
  ESE = 'ESE',
  SE = 'SE',
  SSE = 'SSE',
  S = 'S',
  SSW = 'SSW',
  SW = 'SW',
  WSW = 'WSW',
  W = 'W',
  WNW = 'WNW',
  NW = 'NW',
  NNW = 'NNW',
}

export interface BriefRecord {
  readonly observedAt: string
  /** The code of the weather. */
  readonly condition: string | null
  readonly temperatureMinCelsius: number | null
  readonly temperatureMaxCelsius: number | null
  readonly humidityPercent: number | null
  readonly windSpeedKmh: number | null
  readonly windFrom: CompassPoint | null
  readonly sample: boolean
}

export const brief: FeedDescriptor<BriefRecord> = {
  id: 'smg-actual-brief',
  title: { zh: '本澳實時天氣', pt: 'Tempo actual em Macau', en: 'Weather now in Macao' },
  intervalSeconds: 600,
  bundled: replayedFolder('actual-brief', '2026-11-28T16:10:00+08:00'),
  limits: { floor: 1, mayLose: null },
  module: import.meta.url,
  parse: parseBrief,
}

const COMPASS_POINT = codeOf(new Map(Object.values(CompassPoint).map((point) => [point, point])))

function parseBrief(document: FeedDocument): ParsedFeed<BriefRecord> {
  const { rows, published } = parseSmgDocument(document, 'ActualWeatherBrief', [])
  const time = observed(smgTime, document)
  const parsed = readRecords(rows, {
    namedBy: ['ValidFor'],
    parse(record) {
      // One element or two; where there are two, the document does not say of what each is.
      const temperatures = [
        readQuantity(record, 'Temperature', celsius),
        readQuantity(record, 'Temperature[2]', celsius),
      ].filter((temperature) => temperature !== null)
      return {
        observedAt: record.required('ValidFor', time),
        condition: record.optional('WeatherStatus', id),
        temperatureMinCelsius: temperatures.length === 0 ? null : Math.min(...temperatures),
        temperatureMaxCelsius: temperatures.length === 0 ? null : Math.max(...temperatures),
        humidityPercent: readQuantity(record, 'Humidity', percent),
        windSpeedKmh: readQuantity(record, 'WindSpeed', kmh),
        windFrom: record.optional('WindDirection/Value', COMPASS_POINT),
        sample: record.sample('sample'),
      }
    },
    keyOf: ({ observedAt }) => observedAt,
    ignores: ['Icon/IconURL', 'WindDirection/MeasureUnit'],
  })
  return { ...parsed, ...published }
}
