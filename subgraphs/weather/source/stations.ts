import { Confidence } from '../../_kit/confidence.ts'
import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { parseJsonList } from '../../_kit/feedFormats.ts'
import { flag, id, listOf, text, whole, wordOf } from '../../_kit/fieldTypes.ts'
import type { PlaceValue } from '../../_kit/place.ts'
import { readRecords } from '../../_kit/recordReader.ts'
import type { TextValue } from '../../_kit/text.ts'
import { bundledFile } from './bundled.ts'

export enum WeatherMeasure {
  TEMPERATURE = 'TEMPERATURE',
  HUMIDITY = 'HUMIDITY',
  DEW_POINT = 'DEW_POINT',
  WIND_SPEED = 'WIND_SPEED',
  WIND_GUST = 'WIND_GUST',
  WIND_DIRECTION = 'WIND_DIRECTION',
  RAINFALL = 'RAINFALL',
  PRESSURE_MSL = 'PRESSURE_MSL',
  PRESSURE_STATION = 'PRESSURE_STATION',
}

export interface StationRecord {
  readonly id: string
  readonly name: TextValue
  readonly area: string | null
  readonly place: PlaceValue | null
  readonly placeIsApproximate: boolean | null
  readonly placeAccuracyMetres: number | null
  readonly elevationMetres: number | null
  readonly measures: readonly WeatherMeasure[]
  readonly confidence: Confidence
  readonly basis: string
}

export const stations: FeedDescriptor<StationRecord> = {
  id: 'smg-stations',
  title: { zh: '自動氣象站', pt: 'Estações meteorológicas automáticas', en: 'Automatic weather stations' },
  intervalSeconds: 86_400,
  bundled: bundledFile('stations.json'),
  limits: { floor: 10, mayLose: 0.2 },
  module: import.meta.url,
  parse: parseStations,
}

const MEASURES = listOf(wordOf(WeatherMeasure))
const CONFIDENCE = wordOf(Confidence)

/** Our interchange form: the bureau publishes no list of its stations with coordinates. */
function parseStations({ body }: FeedDocument): ParsedFeed<StationRecord> {
  return readRecords(parseJsonList(body, 'stations'), {
    namedBy: ['id'],
    parse(record) {
      const place = record.place('lat', 'lng')
      return {
        id: record.required('id', id),
        name: record.name('name_zh', 'name_pt', 'name_en'),
        area: record.optional('area', id),
        place,
        placeIsApproximate: place && record.required('approximate', flag),
        placeAccuracyMetres: place && record.optional('accuracy_m', whole),
        elevationMetres: record.optional('elevation_m', whole),
        measures: record.required('measures', MEASURES),
        confidence: record.required('confidence', CONFIDENCE),
        basis: record.required('basis', text),
      }
    },
    keyOf: ({ id }) => id,
  })
}
