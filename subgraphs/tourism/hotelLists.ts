import type { Page } from '../_kit/connection.ts'
import { inputError } from '../_kit/errors.ts'
import { assertArea } from '../_kit/lists/knownIds.ts'
import { listItems, type ListRules } from '../_kit/lists/listItems.ts'
import { oneForm } from '../_kit/lists/oneForm.ts'
import { SortDirection, type Sort } from '../_kit/lists/sort.ts'
import { HotelOrder, type HotelFilter, type HotelsArgs, type HotelSortField } from './schema/hotel.ts'
import type { HotelRecord, HotelView } from './source/hotels.ts'

/** A page of a list of these hotels, some of those in the view. */
export function listHotels(
  hotels: readonly HotelRecord[],
  { byId, byArea }: HotelView,
  { orderBy, ...args }: HotelsArgs,
): Page<HotelRecord> {
  const { filter } = args
  assertStars('filter.minStars', filter?.minStars)
  assertArea('filter.area', filter?.area, (area) => byArea.has(area))
  const sort = oneForm('sort', args.sort, 'orderBy', orderBy && OLD_ORDERS[orderBy])
  const chosen = hotels.filter((hotel) => !filter || fits(hotel, filter))
  return listItems(chosen, { ...args, sort }, { ...RULES, isKnown: (id) => byId.has(id) })
}

const RULES: Omit<ListRules<HotelRecord, HotelSortField>, 'isKnown'> = {
  what: 'hotels',
  idOf: ({ id }) => id,
  positionOf: ({ place }) => place,
  keys: { STARS: ({ stars }) => stars, ROOMS_LICENSED: ({ roomsLicensed }) => roomsLicensed },
}

const OLD_ORDERS: Readonly<Record<HotelOrder, readonly Sort<HotelSortField>[]>> = {
  [HotelOrder.ID]: [{ field: 'ID', direction: SortDirection.ASC }],
  [HotelOrder.STARS_HIGHEST_FIRST]: [{ field: 'STARS', direction: SortDirection.DESC }],
  [HotelOrder.ROOMS_MOST_FIRST]: [{ field: 'ROOMS_LICENSED', direction: SortDirection.DESC }],
}

export function assertStars(argument: string, minStars: number | null | undefined): void {
  if (minStars === null || minStars === undefined) return
  if (minStars < 1 || minStars > 5)
    throw inputError(argument, 'a whole number of stars from 1 to 5', minStars)
}

/** A hotel without stars fits only where no stars are asked for. */
export function hasStars({ stars }: HotelRecord, minStars: number | null | undefined): boolean {
  return minStars === null || minStars === undefined || (stars !== null && stars >= minStars)
}

function fits(hotel: HotelRecord, { area, minStars, starClasses, minRooms }: HotelFilter): boolean {
  if (area && hotel.area !== area) return false
  if (starClasses && (hotel.starClass === null || !starClasses.includes(hotel.starClass))) return false
  if (minRooms && (hotel.roomsLicensed ?? 0) < minRooms) return false
  return hasStars(hotel, minStars)
}
