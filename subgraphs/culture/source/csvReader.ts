import { createFeed, type Feed, type FeedSurroundings } from '../../_kit/feed.ts'
import { groupBy, indexBy, pick } from '../../_kit/loader.ts'
import { createNearbyIndex } from '../../_kit/nearby.ts'
import { createView } from '../../_kit/view.ts'
import { fulfilsAll } from './condition.ts'
import { describeTable } from './csvFeeds.ts'
import { sortBy } from './keyset.ts'
import { listRecords } from './listRecords.ts'
import type { ReaderFactory } from './tables.ts'
import {
  BY_ID,
  type Grouping,
  type RegisterReader,
  type RegisterRecord,
  type TableReader,
  type TableRecord,
} from './table.ts'

/** Reads the tables from CSV feeds. */
export function createCsvReaders(surroundings: FeedSurroundings): ReaderFactory {
  return {
    createReader: (table) => createReader(table.name, createFeed(describeTable(table), surroundings)),
    createRegisterReader: (register) =>
      createRegisterReader(register.name, createFeed(describeTable(register), surroundings)),
  }
}

function createRegisterReader<R extends RegisterRecord>(name: string, feed: Feed<R>): RegisterReader<R> {
  const index = createView([feed], () =>
    createNearbyIndex(sortBy(feed.read().records, BY_ID), ({ place }) => place),
  )
  return {
    ...createReader(name, feed),
    near: async (requests) =>
      requests.map(({ centre, withinMetres, first, conditions }) =>
        index()
          .near(centre, withinMetres, Infinity)
          .filter(({ item }) => fulfilsAll(item, conditions))
          .slice(0, first),
      ),
  }
}

function createReader<R extends TableRecord>(name: string, feed: Feed<R>): TableReader<R> {
  const byId = createView([feed], () => indexBy(feed.read().records, ({ id }) => id))
  const groups = createView([feed], () => createGroups(feed.read().records))
  return {
    feed,
    find: async (ids) => pick(byId(), ids),
    list: async (conditions, order, page) => listRecords(name, feed.read().records, conditions, order, page),
    async group(grouping, keys, limit) {
      const found = pick(groups()(grouping), keys)
      if (limit === null) return found
      return new Map([...found].map(([key, records]) => [key, records.slice(0, limit)]))
    },
  }
}

/** The records grouped as asked, each grouping made when it is first asked for. */
function createGroups<R extends TableRecord>(
  records: readonly R[],
): (grouping: Grouping<R>) => ReadonlyMap<string, readonly R[]> {
  const made = new Map<Grouping<R>, ReadonlyMap<string, readonly R[]>>()
  return (grouping) => {
    const known = made.get(grouping)
    if (known) return known
    const grouped = groupBy(sortBy(records, grouping.order), (record) => grouping.of(record) ?? '')
    made.set(grouping, grouped)
    return grouped
  }
}
