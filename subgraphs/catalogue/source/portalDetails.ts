import { z } from 'zod'
import { packageRoot } from '../../../kit/root.ts'
import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feed.ts'
import { FeedFormatError, parseJsonDocument } from '../../_kit/feedFormats.ts'
import type { TextValue } from '../../_kit/text.ts'
import { AccessTier, DatasetOrigin, DatasetTheme, LifecycleState } from '../schema/datasetEnums.ts'
import { checkRecords } from './checkRecords.ts'
import { oneOrMany, optionalText, requiredText } from './fields.ts'
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
  readonly formats: readonly string[]
  readonly updateFrequency: string | null
  readonly lifecycleState: LifecycleState
  readonly sample: boolean
  readonly conformsTo: string | null
  readonly fields: readonly string[]
  readonly sourceUrl: string | null
}

export const portalDetails: FeedDescriptor<PortalDetail> = {
  id: 'portal-details',
  title: { zh: '數據集詳情', pt: 'Detalhes dos conjuntos de dados', en: 'Details of data sets' },
  intervalSeconds: 3600,
  bundled: {
    url: new URL('subgraphs/catalogue/data/portal-details.json', packageRoot),
    recordedAt: '2026-11-22T00:00:00+08:00',
  },
  parse: parsePortalDetails,
}

/** "0" is success; the public code that a reply carries (`appCode`) is never taken into memory. */
const reply = z.object({ code: z.literal('0', '"0"'), data: z.record(z.string(), z.unknown()) })

const graphEntry = z
  .object({
    feedId: optionalText,
    subgraph: optionalText,
    custodian: optionalText,
    publisherNote: optionalText,
    origin: optionalEnum(DatasetOrigin),
    theme: optionalEnum(DatasetTheme),
    accessTier: optionalEnum(AccessTier),
    licence: optionalText,
    lifecycleState: z.enum(LifecycleState, `one of ${Object.keys(LifecycleState).join(', ')}`),
    sample: z.boolean('true or false'),
    conformsTo: optionalText,
    fields: z.array(z.string(), 'a list of graph fields'),
    sourceUrl: optionalText,
  })
  .partial({ lifecycleState: true, sample: true, fields: true })

const detail = z
  .object({
    id: requiredText,
    name: requiredText,
    formats: oneOrMany(z.string('text')),
    frequency: optionalText,
    graph: graphEntry.optional(),
  })
  .transform(({ id, name, formats, frequency, graph }): PortalDetail => ({
    id,
    title: splitLanguages(name),
    formats,
    updateFrequency: frequency,
    feedId: graph?.feedId ?? null,
    subgraph: graph?.subgraph ?? null,
    custodian: graph?.custodian ?? null,
    publisherNote: graph?.publisherNote ?? null,
    origin: graph?.origin ?? null,
    theme: graph?.theme ?? null,
    accessTier: graph?.accessTier ?? null,
    licence: graph?.licence ?? null,
    lifecycleState: graph?.lifecycleState ?? LifecycleState.PUBLISHED,
    sample: graph?.sample ?? false,
    conformsTo: graph?.conformsTo ?? null,
    fields: graph?.fields ?? [],
    sourceUrl: graph?.sourceUrl ?? null,
  }))

/** Our interchange form: a list of the portal's replies, one for each data set. */
function parsePortalDetails({ body }: FeedDocument): ParsedFeed<PortalDetail> {
  const replies = z.array(z.unknown()).safeParse(parseJsonDocument(body))
  if (!replies.success)
    throw new FeedFormatError("a list of the portal's replies", body.trimStart().slice(0, 60))
  const read = replies.data.map((entry) => reply.safeParse(entry))
  const failed = read.flatMap((result, index) =>
    result.success
      ? []
      : [{ record: `reply ${index + 1}`, reason: 'code: expected "0" with data; got an error' }],
  )
  const checked = checkRecords(
    read.flatMap((result) => (result.success ? [result.data.data] : [])),
    detail,
  )
  return { records: checked.records, setAside: [...failed, ...checked.setAside] }
}

function optionalEnum<E extends Readonly<Record<string, string>>>(values: E) {
  return z
    .enum(values, `one of ${Object.keys(values).join(', ')}`)
    .nullish()
    .transform((value) => value ?? null)
}
