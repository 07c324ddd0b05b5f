import { isRecord } from '../../../kit/isRecord.ts'
import { packageRoot } from '../../../kit/root.ts'
import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { FeedFormatError, parseJsonDocument } from '../../_kit/feedFormats.ts'
import { codeOf, day, flag, id, isPlaceholder, listOf, oneOrMany, text } from '../../_kit/fieldTypes.ts'
import { readRecords, type RecordReader } from '../../_kit/recordReader.ts'
import type { TextValue } from '../../_kit/text.ts'
import {
  AccessTier,
  DatasetOpenness,
  DatasetOrigin,
  DatasetTheme,
  LifecycleState,
} from '../schema/datasetEnums.ts'
import { splitLanguages } from './languages.ts'

/** What the portal's page of one data set says, and what our catalogue adds to it. */
export interface PortalDetail {
  /** The id on the portal where it has one, else the feed's. */
  readonly id: string
  readonly title: TextValue
  /** The feed of the graph that reads the data set; null for one that no subgraph reads. */
  readonly feedId: string | null
  readonly subgraph: string | null
  readonly custodian: string | null
  readonly publisherNote: string | null
  readonly origin: DatasetOrigin | null
  readonly theme: DatasetTheme | null
  readonly accessTier: AccessTier | null
  readonly licence: string | null
  /** Null where a condition is stated that is not known here. */
  readonly openness: DatasetOpenness | null
  readonly formats: readonly string[]
  readonly updateFrequency: string | null
  readonly lifecycleState: LifecycleState
  /** The earliest first; empty where no day is stated. */
  readonly lifecycleSteps: readonly LifecycleStep[]
  /** The id of the data set that takes its place. */
  readonly successorId: string | null
  readonly sample: boolean
  readonly conformsTo: string | null
  readonly fields: readonly string[]
  readonly sourceUrl: string | null
}

/** A stage in the life of a data set, and the day on which it begins. */
export interface LifecycleStep {
  readonly state: LifecycleState
  readonly since: string
}

export const portalDetails: FeedDescriptor<PortalDetail> = {
  id: 'portal-details',
  title: { zh: '數據集詳情', pt: 'Detalhes dos conjuntos de dados', en: 'Details of data sets' },
  intervalSeconds: 3600,
  bundled: {
    url: new URL('subgraphs/catalogue/data/portal-details.json', packageRoot),
    recordedAt: '2026-11-22T00:00:00+08:00',
  },
  limits: { floor: 30, mayLose: 0.2 },
  module: import.meta.url,
  parse: parsePortalDetails,
}

/** Our interchange form: a list of the portal's replies, one for each data set. */
function parsePortalDetails({ body }: FeedDocument): ParsedFeed<PortalDetail> {
  const replies = parseJsonDocument(body)
  if (!Array.isArray(replies))
    throw new FeedFormatError("a list of the portal's replies", body.trimStart().slice(0, 60))
  return readRecords(replies.map(flattenReply), {
    namedBy: ['id'],
    parse: parseDetail,
    keyOf: ({ id }) => id,
    // The public code that a reply carries is never taken into memory.
    ignores: ['code', 'msg', 'apis', 'appCode'],
  })
}

/** "0" is success. What our catalogue adds stands beside what the portal says, as "graph.theme". */
function flattenReply(reply: unknown): unknown {
  if (!isRecord(reply) || reply.code !== '0' || !isRecord(reply.data)) return reply
  const { graph, ...data } = reply.data
  const added = Object.entries(isRecord(graph) ? graph : {})
  return { ...data, ...Object.fromEntries(added.map(([field, value]) => [`graph.${field}`, value])) }
}

const FORMATS = oneOrMany(text)
const FIELDS = listOf(text)
const ORIGIN = codeOf(new Map(Object.entries(DatasetOrigin)))
const THEME = codeOf(new Map(Object.entries(DatasetTheme)))
const TIER = codeOf(new Map(Object.entries(AccessTier)))
/** In the portal's own words, and in those of a public registry of it. */
const OPENNESS = codeOf(
  new Map([
    ['完全開放', DatasetOpenness.UNCONDITIONAL],
    ['unconditional', DatasetOpenness.UNCONDITIONAL],
    ['registration', DatasetOpenness.REGISTRATION],
  ]),
)
const STATE = codeOf(new Map(Object.entries(LifecycleState)))
const STEPS = listOf<LifecycleStep>({
  expected: 'a stage {"state", "since"}',
  read(value) {
    if (!isRecord(value)) return undefined
    const [state, since] = [STATE.read(value.state), day.read(value.since)]
    return state === undefined || since === undefined ? undefined : { state, since }
  },
})

function parseDetail(record: RecordReader): PortalDetail {
  return {
    id: record.required('id', id),
    title: splitLanguages(record.required('name', text)),
    formats: record.optional('formats', FORMATS) ?? [],
    updateFrequency: record.optional('frequency', text),
    feedId: record.optional('graph.feedId', id),
    subgraph: record.optional('graph.subgraph', id),
    custodian: record.optional('graph.custodian', id),
    publisherNote: record.optional('graph.publisherNote', text),
    origin: record.optional('graph.origin', ORIGIN),
    theme: record.optional('graph.theme', THEME),
    accessTier: record.optional('graph.accessTier', TIER),
    licence: record.optional('graph.licence', text),
    openness: isPlaceholder(record.raw('openness'))
      ? DatasetOpenness.NOT_STATED
      : record.optional('openness', OPENNESS),
    lifecycleState: record.optional('graph.lifecycleState', STATE) ?? LifecycleState.PUBLISHED,
    lifecycleSteps: record.optional('graph.lifecycle', STEPS) ?? [],
    successorId: record.optional('graph.successor', id),
    sample: record.optional('graph.sample', flag) ?? false,
    conformsTo: record.optional('graph.conformsTo', text),
    fields: record.optional('graph.fields', FIELDS) ?? [],
    sourceUrl: record.optional('graph.sourceUrl', text),
  }
}
