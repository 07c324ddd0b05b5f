import {
  MAY_BE_EMPTY,
  type FeedDescriptor,
  type FeedDocument,
  type ParsedFeed,
} from '../../_kit/feedDescriptor.ts'
import { codeOf, flag, id, observed } from '../../_kit/fieldTypes.ts'
import { readRecords, type RecordReader } from '../../_kit/recordReader.ts'
import type { TextValue } from '../../_kit/text.ts'
import { replayedDaily } from './bundled.ts'
import { parseSmgDocument, smgTime } from './smgDocument.ts'
import { WeatherWarningGroup } from './warningSignals.ts'

/** What a document tells of the warnings of one group: one in force, one that has ended, or that there is none. */
export interface WarningRecord {
  readonly group: WeatherWarningGroup
  /** Null where the group has one signal alone. */
  readonly code: string | null
  readonly isInForce: boolean
  readonly issuedAt: string | null
  readonly description: TextValue
  readonly sample: boolean
}

type WarningFeed = FeedDescriptor<WarningRecord>

export const typhoon: WarningFeed = describeFeed({
  id: 'smg-typhoon',
  title: {
    zh: '熱帶氣旋信號',
    pt: 'Sinais de tempestade tropical em vigor',
    en: 'Tropical cyclone signals in force',
  },
  folder: 'typhoon',
  group: WeatherWarningGroup.TROPICAL_CYCLONE,
  root: 'TyphoonWarning',
  element: 'TropicalCyclone',
})

export const rainstorm: WarningFeed = describeFeed({
  id: 'smg-rainstorm',
  title: { zh: '暴雨警告', pt: 'Avisos de chuva intensa em vigor', en: 'Rainstorm warnings in force' },
  folder: 'rainstorm',
  group: WeatherWarningGroup.RAINSTORM,
  root: 'RainstormWarning',
  element: 'Rainstorm',
})

export const monsoon: WarningFeed = describeFeed({
  id: 'smg-monsoon',
  title: { zh: '強烈季候風信號', pt: 'Sinal de monção forte em vigor', en: 'Strong monsoon signal in force' },
  folder: 'monsoon',
  group: WeatherWarningGroup.STRONG_MONSOON,
  root: 'MonsoonWarning',
  element: 'Monsoon',
})

export const thunderstorm: WarningFeed = describeFeed({
  id: 'smg-thunderstorm',
  title: { zh: '雷暴警告', pt: 'Avisos de trovoada em vigor', en: 'Thunderstorm warnings in force' },
  folder: 'thunderstorm',
  group: WeatherWarningGroup.THUNDERSTORM,
  root: 'ThunderstormWarning',
  element: 'Thunderstorm',
})

export const stormSurge: WarningFeed = describeFeed({
  id: 'smg-storm-surge',
  title: { zh: '風暴潮警告', pt: 'Avisos de storm surge em vigor', en: 'Storm surge warnings in force' },
  folder: 'stormsurge',
  group: WeatherWarningGroup.STORM_SURGE,
  // So spelt: one capital alone.
  root: 'StormsurgeWarning',
  element: 'Stormsurge',
})

export const tsunami: WarningFeed = describeFeed({
  id: 'smg-tsunami',
  title: { zh: '海嘯警報', pt: 'Avisos de tsunami em vigor', en: 'Tsunami warnings in force' },
  folder: 'tsunami',
  group: WeatherWarningGroup.TSUNAMI,
  root: 'TsunamiWarning',
  element: 'Tsunami',
})

interface WarningDocument {
  readonly id: string
  readonly title: TextValue
  readonly folder: string
  readonly group: WeatherWarningGroup
  readonly root: string
  readonly element: string
}

function describeFeed({ id, title, folder, group, root, element }: WarningDocument): WarningFeed {
  return {
    id,
    title,
    intervalSeconds: 60,
    bundled: replayedDaily(`warnings/${folder}`),
    limits: MAY_BE_EMPTY,
    module: import.meta.url,
    parse: (document) => parseWarnings(document, group, root, element),
  }
}

function parseWarnings(
  document: FeedDocument,
  group: WeatherWarningGroup,
  root: string,
  element: string,
): ParsedFeed<WarningRecord> {
  const { rows, published } = parseSmgDocument(document, root, [element])
  const time = observed(smgTime, document)
  const parsed = readRecords(rows, {
    namedBy: ['Warncode', 'IssuedAt'],
    parse: (record) => ({
      group,
      code: record.optional('Warncode', id),
      isInForce: readInForce(record),
      issuedAt: record.optional('IssuedAt', time),
      // The Chinese feed is read.
      description: record.texts('Description', null, null),
      sample: record.sample('sample'),
    }),
    keyOf: ({ code, issuedAt, description }) => [code, issuedAt, description.zh].join(' '),
    ignores: ['Action', 'Icon/IconURL', 'Major', 'Misc', 'SignalChangedAt', 'TcSignal'],
  })
  return { ...parsed, ...published }
}

/** 0 none, 1 in force, 2 and 3 ended. */
const STATUS = codeOf(
  new Map([
    ['0', false],
    ['1', true],
    ['2', false],
    ['3', false],
  ]),
)

/** Some documents have a status alone. One that says neither is set aside: silence is not that nothing is in force. */
function readInForce(record: RecordReader): boolean {
  const stated = record.optional('Inforce', flag)
  const byStatus = record.optional('Status', STATUS)
  return stated ?? byStatus ?? record.reject('Inforce, Status', 'whether the warning is in force')
}
