import { Confidence } from '../../_kit/confidence.ts'
import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { parseJsonList } from '../../_kit/feedFormats.ts'
import { id, listOf, text, wordOf } from '../../_kit/fieldTypes.ts'
import { readRecords } from '../../_kit/recordReader.ts'
import type { TextValue } from '../../_kit/text.ts'
import { bundledFile } from './bundled.ts'

export enum WeatherWarningGroup {
  TROPICAL_CYCLONE = 'TROPICAL_CYCLONE',
  RAINSTORM = 'RAINSTORM',
  STORM_SURGE = 'STORM_SURGE',
  STRONG_MONSOON = 'STRONG_MONSOON',
  THUNDERSTORM = 'THUNDERSTORM',
  TSUNAMI = 'TSUNAMI',
  TEMPERATURE_ALERT = 'TEMPERATURE_ALERT',
}

export interface SignalRecord {
  readonly id: string
  readonly group: WeatherWarningGroup
  /** The codes in the feed of the group; none where the group has one signal alone. */
  readonly codes: readonly string[]
  readonly name: TextValue
  readonly colour: string | null
  readonly meaning: string
  readonly legalBasis: string | null
  readonly confidence: Confidence
  readonly basis: string
}

export const warningSignals: FeedDescriptor<SignalRecord> = {
  id: 'smg-warning-signals',
  title: { zh: '天氣警告信號種類', pt: 'Tipos de avisos meteorológicos', en: 'Kinds of weather warnings' },
  intervalSeconds: 86_400,
  bundled: bundledFile('warning-signals.json'),
  limits: { floor: 15, mayLose: 0.2 },
  module: import.meta.url,
  parse: parseSignals,
}

const GROUP = wordOf(WeatherWarningGroup)
const CODES = listOf(id)
const CONFIDENCE = wordOf(Confidence)

/** Our interchange form. */
function parseSignals({ body }: FeedDocument): ParsedFeed<SignalRecord> {
  return readRecords(parseJsonList(body, 'signals'), {
    namedBy: ['id'],
    parse: (record) => ({
      id: record.required('id', id),
      group: record.required('group', GROUP),
      codes: record.optional('codes', CODES) ?? [],
      name: record.name('name_zh', 'name_pt', 'name_en'),
      colour: record.optional('colour', text),
      meaning: record.required('meaning', text),
      legalBasis: record.optional('law', text),
      confidence: record.required('confidence', CONFIDENCE),
      basis: record.required('basis', text),
    }),
    keyOf: ({ id }) => id,
  })
}
