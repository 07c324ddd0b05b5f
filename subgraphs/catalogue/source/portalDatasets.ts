import { z } from 'zod'
import { packageRoot } from '../../../kit/root.ts'
import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feed.ts'
import { FeedFormatError, parseJsonDocument } from '../../_kit/feedFormats.ts'
import type { TextValue } from '../../_kit/text.ts'
import { DistributionKind } from '../schema/datasetEnums.ts'
import { checkRecords } from './checkRecords.ts'
import { optionalText, portalTime, requiredText } from './fields.ts'
import { LANGUAGE_SIGN, splitLanguages } from './languages.ts'

/** A data set as the portal's search lists it. */
export interface PortalDataset {
  readonly id: string
  readonly title: TextValue
  readonly description: TextValue | null
  readonly publishers: readonly string[]
  readonly modifiedAt: string | null
  readonly distributions: readonly DistributionKind[]
  readonly visits: number | null
}

/** The portal's search answers a POST only; a page of 2,000 holds all of its some 1,400 data sets. */
export const portalDatasets: FeedDescriptor<PortalDataset> = {
  id: 'portal-datasets',
  title: { zh: '數據集目錄', pt: 'Catálogo de conjuntos de dados', en: 'Catalogue of data sets' },
  intervalSeconds: 3600,
  method: 'POST',
  body: '{"key":"","page":0,"rows":2000,"orderBy":"asc","sortBy":"name","url":false}',
  bundled: {
    url: new URL('subgraphs/catalogue/data/portal-datasets.json', packageRoot),
    recordedAt: '2026-11-22T00:00:00+08:00',
  },
  parse: parsePortalDatasets,
}

const reply = z.object({
  data: z.object({ total: z.number(), items: z.array(z.unknown()) }),
})

const item = z
  .object(
    {
      id: requiredText,
      name: requiredText,
      deptName: optionalText,
      updateTime: portalTime,
      isFile: flag(),
      isApi: flag(),
      isUrl: flag(),
      description: optionalText,
      visits: z.int('a whole number or null').nullable().optional(),
    },
    'an object',
  )
  .transform((record): PortalDataset => ({
    id: record.id,
    title: splitLanguages(record.name),
    description: record.description === null ? null : splitLanguages(record.description),
    publishers: splitPublishers(record.deptName),
    modifiedAt: record.updateTime,
    distributions: [
      ...(record.isFile ? [DistributionKind.FILE] : []),
      ...(record.isApi ? [DistributionKind.API] : []),
      ...(record.isUrl ? [DistributionKind.LINK] : []),
    ],
    visits: record.visits ?? null,
  }))

function parsePortalDatasets({ body }: FeedDocument): ParsedFeed<PortalDataset> {
  const parsed = reply.safeParse(parseJsonDocument(body))
  if (!parsed.success)
    throw new FeedFormatError('a reply of the portal with data.items', body.trimStart().slice(0, 60))
  const { total, items } = parsed.data.data
  const checked = checkRecords(items, item)
  const remarks = [
    ...(total > items.length ? [`The reply holds ${items.length} of ${total} data sets.`] : []),
    ...describeUnsplit(items),
  ]
  return { ...checked, remarks }
}

/** The portal writes flags as "0" and "1", in text or as numbers. */
function flag() {
  return z
    .union([z.literal(['0', '1']), z.literal([0, 1])], '"0" or "1"')
    .optional()
    .transform((value) => String(value) === '1')
}

function describeUnsplit(items: readonly unknown[]): string[] {
  const count = items.filter((entry) => {
    const name: unknown = typeof entry === 'object' && entry !== null ? Reflect.get(entry, 'name') : undefined
    const parts = typeof name === 'string' ? name.split(LANGUAGE_SIGN).length : 1
    return parts !== 1 && parts !== 4
  }).length
  return count === 0 ? [] : [`${count} names have neither one nor four languages: only the first is taken.`]
}

function splitPublishers(joined: string | null): readonly string[] {
  return (joined ?? '')
    .split(/[,，、]/)
    .map((name) => name.trim())
    .filter((name) => name !== '')
}
