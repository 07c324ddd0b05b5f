import { inputError } from '../_kit/errors.ts'
import { HotelOrder, type HotelFilter, type HotelsArgs } from './schema/hotel.ts'
import type { HotelRecord } from './source/hotels.ts'

/** The hotels that a list holds, in its order. */
export function chooseHotels(
  hotels: readonly HotelRecord[],
  { filter, orderBy }: Pick<HotelsArgs, 'filter' | 'orderBy'>,
): readonly HotelRecord[] {
  assertStars('filter.minStars', filter?.minStars)
  return hotels.filter((hotel) => !filter || fits(hotel, filter)).sort(compareBy(orderBy))
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

type Compare = (a: HotelRecord, b: HotelRecord) => number

function compareBy(order: HotelOrder): Compare {
  const byId: Compare = (a, b) => a.id.localeCompare(b.id)
  switch (order) {
    case HotelOrder.ID:
      return byId
    case HotelOrder.STARS_HIGHEST_FIRST:
      return (a, b) => (b.stars ?? 0) - (a.stars ?? 0) || byId(a, b)
    case HotelOrder.ROOMS_MOST_FIRST:
      return (a, b) => (b.roomsLicensed ?? -1) - (a.roomsLicensed ?? -1) || byId(a, b)
  }
}
