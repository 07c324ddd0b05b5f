import { AttractionOrder, type AttractionFilter, type AttractionsArgs } from './schema/attraction.ts'
import type { AttractionRecord } from './source/attractions.ts'

/** The attractions that a list holds, in its order. */
export function chooseAttractions(
  attractions: readonly AttractionRecord[],
  { filter, orderBy }: Pick<AttractionsArgs, 'filter' | 'orderBy'>,
): readonly AttractionRecord[] {
  return attractions.filter((attraction) => !filter || fits(attraction, filter)).sort(compareBy(orderBy))
}

function fits(attraction: AttractionRecord, { area, categories, isFree }: AttractionFilter): boolean {
  if (area && attraction.area !== area) return false
  if (categories && !categories.includes(attraction.category)) return false
  if (isFree === null || isFree === undefined) return true
  return attraction.feeMop !== null && (attraction.feeMop === 0) === isFree
}

type Compare = (a: AttractionRecord, b: AttractionRecord) => number

function compareBy(order: AttractionOrder): Compare {
  const byId: Compare = (a, b) => a.id.localeCompare(b.id)
  switch (order) {
    case AttractionOrder.ID:
      return byId
    case AttractionOrder.FEE_LOWEST_FIRST:
      return (a, b) => sortableFee(a) - sortableFee(b) || byId(a, b)
  }
}

/** Unknown fees sort last; a number that can be subtracted from itself, which infinity cannot. */
function sortableFee({ feeMop }: AttractionRecord): number {
  return feeMop ?? Number.MAX_SAFE_INTEGER
}
