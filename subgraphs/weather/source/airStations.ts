import { Confidence } from '../../_kit/confidence.ts'
import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { parseJsonList } from '../../_kit/feedFormats.ts'
import { id, text, whole, wordOf } from '../../_kit/fieldTypes.ts'
import type { PlaceValue } from '../../_kit/place.ts'
import { readRecords } from '../../_kit/recordReader.ts'
import type { TextValue } from '../../_kit/text.ts'
import { bundledFile } from './bundled.ts'

export enum AirQualityStationKind {
  ROADSIDE = 'ROADSIDE',
  HIGH_DENSITY_RESIDENTIAL = 'HIGH_DENSITY_RESIDENTIAL',
  AMBIENT = 'AMBIENT',
}

export interface AirStationRecord {
  readonly id: string
  /** Its name in the feed of concentrations. */
  readonly key: string
  readonly name: TextValue
  readonly kind: AirQualityStationKind
  readonly place: PlaceValue | null
  readonly placeAccuracyMetres: number | null
  readonly confidence: Confidence
  readonly basis: string
}

export const airStations: FeedDescriptor<AirStationRecord> = {
  id: 'smg-air-stations',
  title: { zh: '空氣質量監測站', pt: 'Estações de qualidade do ar', en: 'Air quality stations' },
  intervalSeconds: 86_400,
  bundled: bundledFile('air-stations.json'),
  limits: { floor: 4, mayLose: 0.2 },
  module: import.meta.url,
  parse: parseAirStations,
}

const KIND = wordOf(AirQualityStationKind)
const CONFIDENCE = wordOf(Confidence)

/** Our interchange form: the bureau publishes no list of its stations with coordinates. */
function parseAirStations({ body }: FeedDocument): ParsedFeed<AirStationRecord> {
  return readRecords(parseJsonList(body, 'stations'), {
    namedBy: ['code'],
    parse(record) {
      const place = record.place('lat', 'lng')
      return {
        id: record.required('code', id),
        key: record.required('key', id),
        name: record.name('name_zh', 'name_pt', 'name_en'),
        kind: record.required('type', KIND),
        place,
        placeAccuracyMetres: place && record.optional('accuracy_m', whole),
        confidence: record.required('confidence', CONFIDENCE),
        basis: record.required('basis', text),
      }
    },
    keyOf: ({ id }) => id,
  })
}
