import { packageRoot } from '../../../kit/root.ts'
import {
  MAY_BE_EMPTY,
  type FeedDescriptor,
  type FeedDocument,
  type ParsedFeed,
} from '../../_kit/feedDescriptor.ts'
import { isoTime, observed, text, whole } from '../../_kit/fieldTypes.ts'
import { readRecords } from '../../_kit/recordReader.ts'
import { parseReply } from './reply.ts'

export interface SlotsRecord {
  /** The source names a site in Chinese, and nothing else says which one it is. */
  readonly site: string
  readonly vaccine: string
  readonly bookable: number | null
  readonly offersWalkIn: boolean
  readonly walkIn: number | null
  readonly observedAt: string
  readonly sample: boolean
}

const STEP_SECONDS = 1800

export const vaccinationSlots: FeedDescriptor<SlotsRecord> = {
  id: 'ssm-vaccination-slots',
  title: {
    zh: '疫苗接種餘額',
    pt: 'Vagas de vacinação',
    en: 'Vaccination slots left',
  },
  intervalSeconds: STEP_SECONDS,
  types: ['VaccinationSlots'],
  bundled: {
    url: new URL('subgraphs/health/data/vaccination-slots/', packageRoot),
    recordedAt: '2026-11-22T14:00:00+08:00',
    replayStepSeconds: STEP_SECONDS,
  },
  limits: MAY_BE_EMPTY,
  module: import.meta.url,
  parse: parseSlots,
}

/** Written in place of a number where a site takes nobody without a booking. */
const NOT_OFFERED = '---'

function parseSlots(document: FeedDocument): ParsedFeed<SlotsRecord> {
  const { items, ...told } = parseReply(document)
  const time = observed(isoTime, document)
  const parsed = readRecords(items, {
    namedBy: ['site', 'vaccine'],
    parse: (record) => ({
      site: record.required('site', text),
      vaccine: record.required('vaccine', text),
      bookable: record.optional('slots_bookable', whole),
      offersWalkIn: record.raw('slots_walk_in') !== NOT_OFFERED,
      walkIn: record.optional('slots_walk_in', whole),
      observedAt: record.required('as_of', time),
      sample: record.sample('sample'),
    }),
    keyOf: ({ site, vaccine }) => `${site} ${vaccine}`,
  })
  return { ...parsed, ...told }
}
