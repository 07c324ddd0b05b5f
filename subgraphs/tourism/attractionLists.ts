import type { Page } from '../_kit/connection.ts'
import { assertArea } from '../_kit/lists/knownIds.ts'
import { listItems, type ListRules } from '../_kit/lists/listItems.ts'
import { oneForm } from '../_kit/lists/oneForm.ts'
import { SortDirection, type Sort } from '../_kit/lists/sort.ts'
import {
  AttractionOrder,
  type AttractionFilter,
  type AttractionsArgs,
  type AttractionSortField,
} from './schema/attraction.ts'
import type { AttractionRecord, AttractionView } from './source/attractions.ts'

/** A page of a list of these attractions, some of those in the view. */
export function listAttractions(
  attractions: readonly AttractionRecord[],
  { byId, byArea }: AttractionView,
  { orderBy, ...args }: AttractionsArgs,
): Page<AttractionRecord> {
  const { filter } = args
  assertArea('filter.area', filter?.area, (area) => byArea.has(area))
  const sort = oneForm('sort', args.sort, 'orderBy', orderBy && OLD_ORDERS[orderBy])
  const chosen = attractions.filter((attraction) => !filter || fits(attraction, filter))
  return listItems(chosen, { ...args, sort }, { ...RULES, isKnown: (id) => byId.has(id) })
}

const RULES: Omit<ListRules<AttractionRecord, AttractionSortField>, 'isKnown'> = {
  what: 'attractions',
  idOf: ({ id }) => id,
  positionOf: ({ place }) => place,
  keys: { FEE_MOP: ({ feeMop }) => feeMop },
}

const OLD_ORDERS: Readonly<Record<AttractionOrder, readonly Sort<AttractionSortField>[]>> = {
  [AttractionOrder.ID]: [{ field: 'ID', direction: SortDirection.ASC }],
  [AttractionOrder.FEE_LOWEST_FIRST]: [{ field: 'FEE_MOP', direction: SortDirection.ASC }],
}

function fits(attraction: AttractionRecord, { area, categories, isFree }: AttractionFilter): boolean {
  if (area && attraction.area !== area) return false
  if (categories && !categories.includes(attraction.category)) return false
  if (isFree === null || isFree === undefined) return true
  return attraction.feeMop !== null && (attraction.feeMop === 0) === isFree
}
