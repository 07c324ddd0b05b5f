import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { decimalBetween, id, observed } from '../../_kit/fieldTypes.ts'
import { readRecords } from '../../_kit/recordReader.ts'
import { replayedFolder } from './bundled.ts'
import { celsius, hectopascals, kmh, millimetres, percent, readQuantity } from './quantities.ts'
import { parseSmgDocument, smgTime } from './smgDocument.ts'

export interface ObservationRecord {
  readonly station: string
  readonly observedAt: string
  readonly temperatureCelsius: number | null
  readonly temperatureMaxTodayCelsius: number | null
  readonly temperatureMinTodayCelsius: number | null
  readonly humidityPercent: number | null
  readonly dewPointCelsius: number | null
  readonly windSpeedKmh: number | null
  readonly windGustKmh: number | null
  readonly windFromDegrees: number | null
  readonly rainfallNowMm: number | null
  readonly rainfallLastHourMm: number | null
  readonly rainfallTodayMm: number | null
  readonly pressureHpa: number | null
  readonly stationPressureHpa: number | null
  readonly sample: boolean
}

export const observations: FeedDescriptor<ObservationRecord> = {
  id: 'smg-actual-weather',
  title: { zh: '各站實時天氣', pt: 'Tempo actual nas estações', en: 'Weather now at the stations' },
  intervalSeconds: 600,
  bundled: replayedFolder('actualweather', '2026-11-28T16:00:00+08:00'),
  limits: { floor: 8, mayLose: 0.3 },
  module: import.meta.url,
  parse: parseObservations,
}

const DEGREES = decimalBetween(0, 360, 'degrees from 0 to 360')

/** The station's name is in our list; of the wind's direction letters and words repeat the degrees; what is empty is "WindGust". */
const IGNORED = [
  'stationname',
  ...['MeasureUnit', 'Value', 'dValue', 'WindDescription'].map((part) => `WindDirection/${part}`),
  ...['Temperature', 'Temperature_daily_max', 'Temperature_daily_min', 'Humidity', 'DewPoint'],
  ...['WindSpeed', 'WindGust', 'WindDirection', 'Rainfall', 'MeanSeaLevelPressure', 'StationPressure'],
]

function parseObservations(document: FeedDocument): ParsedFeed<ObservationRecord> {
  const path = ['WeatherReport', 'station']
  const { rows, published } = parseSmgDocument(document, 'ActualWeather', path, ['Rainfall'])
  const time = observed(smgTime, document)
  const parsed = readRecords(rows, {
    namedBy: ['code', 'stationname'],
    parse: (record) => ({
      station: record.required('code', id),
      observedAt: record.required('RecordTime', time),
      temperatureCelsius: readQuantity(record, 'Temperature', celsius),
      temperatureMaxTodayCelsius: readQuantity(record, 'Temperature_daily_max', celsius),
      temperatureMinTodayCelsius: readQuantity(record, 'Temperature_daily_min', celsius),
      humidityPercent: readQuantity(record, 'Humidity', percent),
      dewPointCelsius: readQuantity(record, 'DewPoint', celsius),
      windSpeedKmh: readQuantity(record, 'WindSpeed', kmh),
      windGustKmh: readQuantity(record, 'WindGust', kmh),
      windFromDegrees: record.optional('WindDirection/Degree', DEGREES),
      rainfallNowMm: readQuantity(record, 'Rainfall[3]', millimetres),
      rainfallLastHourMm: readQuantity(record, 'Rainfall[4]', millimetres),
      rainfallTodayMm: readQuantity(record, 'Rainfall[5]', millimetres),
      pressureHpa: readQuantity(record, 'MeanSeaLevelPressure', hectopascals),
      stationPressureHpa: readQuantity(record, 'StationPressure', hectopascals),
      sample: record.sample('sample'),
    }),
    keyOf: ({ station }) => station,
    ignores: IGNORED,
  })
  return { ...parsed, ...published }
}
