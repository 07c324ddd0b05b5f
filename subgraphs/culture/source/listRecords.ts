import type { Page, PageArgs } from '../../_kit/connection.ts'
import { fulfilsAll } from './condition.ts'
import {
  comparePositions,
  createKeysetPage,
  positionOf,
  readKeyset,
  sortBy,
  type KeysetPosition,
} from './keyset.ts'
import type { Condition, ListReader, Order, TableRecord } from './table.ts'

/** A page of records in memory, as the database cuts it; cursors hold for the list of this name alone. */
export function listRecords<R extends TableRecord>(
  name: string,
  records: readonly R[],
  conditions: readonly Condition<R>[],
  order: Order<R>,
  page: PageArgs,
): Page<R> {
  const keyset = readKeyset(name, order, page)
  const chosen = sortBy(records, order).filter((record) => fulfilsAll(record, conditions))
  const { after, before } = keyset
  const compare = (record: R, position: KeysetPosition) =>
    comparePositions(order, positionOf(record, order), position)
  const preceding = after ? chosen.filter((record) => compare(record, after) <= 0).length : 0
  const following = before ? chosen.filter((record) => compare(record, before) >= 0).length : 0
  const range = chosen.slice(preceding, Math.max(preceding, chosen.length - following))
  return createKeysetPage(range, keyset, order, { total: chosen.length, preceding, following })
}

/** Lists what belongs to one owner: a loader has read that for all owners of a page at once. */
export function listsOnly<R extends TableRecord>(
  table: ListReader<R>,
  owner: string,
  records: readonly R[],
): ListReader<R> {
  return {
    find: (ids) => table.find(ids),
    group: (grouping, keys, limit) => table.group(grouping, keys, limit),
    list: async (conditions, order, page) => listRecords(owner, records, conditions, order, page),
  }
}
