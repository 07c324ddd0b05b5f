import { packageRoot } from '../../../kit/root.ts'
import type { FeedDescriptor } from '../../_kit/feedDescriptor.ts'
import { parseCsvDocument } from '../../_kit/feedFormats.ts'
import { readRows, type Table, type TableRecord } from './table.ts'
import { ALL_TABLES } from './tables.ts'

const DAY_SECONDS = 86_400

/** The tables as feeds of CSV. */
export const csvFeeds = ALL_TABLES.map(describeTable)

export function describeTable<R extends TableRecord>(table: Table<R>): FeedDescriptor<R> {
  return {
    id: table.feedId,
    title: table.title,
    intervalSeconds: DAY_SECONDS,
    ...(table.confidential && { confidential: table.confidential }),
    bundled: {
      url: new URL(`subgraphs/culture/data/${table.file}`, packageRoot),
      recordedAt: '2026-11-22T00:00:00+08:00',
    },
    limits: table.limits,
    module: import.meta.url,
    parse: ({ body }) => readRows(parseCsvDocument(body, table.columns), table),
  }
}
