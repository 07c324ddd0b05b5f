import { isRecord } from '../../../kit/isRecord.ts'
import { packageRoot } from '../../../kit/root.ts'
import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { FeedFormatError, parseJsonDocument } from '../../_kit/feedFormats.ts'
import { dashedTime, flag, id, observed, text, whole } from '../../_kit/fieldTypes.ts'
import { readRecords } from '../../_kit/recordReader.ts'
import type { TextValue } from '../../_kit/text.ts'
import { DistributionKind } from '../schema/datasetEnums.ts'
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
  body: () => '{"key":"","page":0,"rows":2000,"orderBy":"asc","sortBy":"name","url":false}',
  bundled: {
    url: new URL('subgraphs/catalogue/data/portal-datasets.json', packageRoot),
    recordedAt: '2026-11-22T00:00:00+08:00',
  },
  limits: { floor: 30, mayLose: 0.2 },
  module: import.meta.url,
  parse: parsePortalDatasets,
}

function parsePortalDatasets(document: FeedDocument): ParsedFeed<PortalDataset> {
  const { total, items } = readReply(document.body)
  const time = observed(dashedTime, document)
  const parsed = readRecords(items, {
    namedBy: ['id'],
    parse(record) {
      const description = record.optional('description', text)
      return {
        id: record.required('id', id),
        title: splitLanguages(record.required('name', text)),
        description: description === null ? null : splitLanguages(description),
        publishers: splitPublishers(record.optional('deptName', text)),
        modifiedAt: record.optional('updateTime', time),
        distributions: [
          ...(record.optional('isFile', flag) ? [DistributionKind.FILE] : []),
          ...(record.optional('isApi', flag) ? [DistributionKind.API] : []),
          ...(record.optional('isUrl', flag) ? [DistributionKind.LINK] : []),
        ],
        visits: record.optional('visits', whole),
      }
    },
    keyOf: ({ id }) => id,
    ignores: ['deptId'],
  })
  const remarks = [
    ...(total > items.length ? [`The reply holds ${items.length} of ${total} data sets.`] : []),
    ...describeUnsplit(items),
  ]
  return { ...parsed, remarks }
}

function readReply(body: string): { readonly total: number; readonly items: readonly unknown[] } {
  const reply = parseJsonDocument(body)
  const data = isRecord(reply) ? reply.data : undefined
  if (isRecord(data) && typeof data.total === 'number' && Array.isArray(data.items))
    return { total: data.total, items: data.items }
  throw new FeedFormatError('a reply of the portal with data.items', body.trimStart().slice(0, 60))
}

function describeUnsplit(items: readonly unknown[]): string[] {
  const count = items.filter((item) => {
    const name = isRecord(item) ? item.name : undefined
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
