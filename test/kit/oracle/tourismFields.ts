import { areaOf } from './areas.ts'
import { monuments, museums } from './culture.ts'
import { near, type NearbyArguments, type Place } from './distances.ts'
import { byLeast } from './facts.ts'
import { page, type PageArguments } from './pages.ts'
import { assertInput, assertWithin, plain, type Resolvers } from './resolvers.ts'
import {
  attractionOrders,
  attractions,
  editionDays,
  eventOrders,
  events,
  hotelOrders,
  hotels,
  type Attraction,
  type Event,
} from './tourism.ts'

interface AttractionFilter {
  readonly area?: string | null
  readonly categories?: readonly string[] | null
  readonly isFree?: boolean | null
}

interface HotelFilter {
  readonly area?: string | null
  readonly minStars?: number | null
  readonly starClasses?: readonly string[] | null
  readonly minRooms?: number | null
}

interface EventFilter {
  readonly month?: number | null
  readonly kinds?: readonly string[] | null
}

interface List<F, O> extends PageArguments {
  readonly filter?: F | null
  readonly orderBy: O
}

type AttractionList = List<AttractionFilter, keyof typeof attractionOrders>
type HotelList = List<HotelFilter, keyof typeof hotelOrders>
interface EventList extends List<EventFilter, keyof typeof eventOrders | 'DATE'> {
  readonly on?: string | null | undefined
  readonly between?: { readonly from: string; readonly to: string } | null | undefined
  readonly next?: string | null | undefined
}

const isAbsent = (value: unknown) => value === undefined || value === null

function chooseAttractions({ area, categories, isFree }: AttractionFilter) {
  return attractions.filter(
    (attraction) =>
      (isAbsent(area) || attraction.area === area) &&
      (!categories || categories.includes(attraction.category)) &&
      (isAbsent(isFree) || (attraction.feeMop !== null && (attraction.feeMop === 0) === isFree)),
  )
}

function chooseHotels(argument: string, { area, minStars, starClasses, minRooms }: HotelFilter) {
  assertWithin(argument, minStars, 1, 5)
  return hotels.filter(
    (hotel) =>
      (isAbsent(area) || hotel.area === area) &&
      hotel.stars >= (minStars ?? 0) &&
      (!starClasses || (hotel.starClass !== null && starClasses.includes(hotel.starClass))) &&
      hotel.roomsLicensed >= (minRooms ?? 0),
  )
}

function chooseEvents({ month, kinds }: EventFilter) {
  assertWithin('filter.month', month, 1, 12)
  return events.filter(
    (event) =>
      (isAbsent(month) || event.usualMonths.some((usual) => usual === month)) &&
      (!kinds || kinds.includes(event.kind)),
  )
}

/** The days asked about, whose order matters; none where days are not asked about. */
function periodOf({ on, between, next }: Pick<EventList, 'on' | 'between' | 'next'>) {
  const periods = [
    on && { from: on, to: on },
    between && { from: between.from, to: between.to },
    next && { from: next, to: '9999-12-31' },
  ].filter((period) => !!period)
  assertInput(periods.length <= 1, 'on, between, next')
  return periods[0]
}

function eventPage({ filter, orderBy, on, between, next, ...rest }: EventList) {
  const chosen = chooseEvents(filter ?? {})
  const period = periodOf({ on, between, next })
  assertInput(orderBy !== 'DATE' || period !== undefined, 'orderBy')
  assertInput(!period || period.from <= period.to, 'between.to')
  const firstDayOf = ({ id }: Event) =>
    editionDays
      .filter(({ event }) => event === id)
      .find(({ days }) => period && days.some((day) => period.from <= day && day <= period.to))?.days[0]
  const dated = period ? chosen.filter((event) => firstDayOf(event) !== undefined) : chosen
  const order =
    orderBy === 'DATE' ? byLeast<Event>((event) => Date.parse(firstDayOf(event) ?? '')) : eventOrders[orderBy]
  return page(dated.toSorted(order), rest)
}

function attractionPage({ filter, orderBy, ...rest }: AttractionList, area?: string) {
  const chosen = chooseAttractions(filter ?? {}).filter((attraction) => !area || attraction.area === area)
  return page(chosen.toSorted(attractionOrders[orderBy]), rest)
}

function hotelPage({ filter, orderBy, ...rest }: HotelList, area?: string) {
  const chosen = chooseHotels('filter.minStars', filter ?? {}).filter((hotel) => !area || hotel.area === area)
  return page(chosen.toSorted(hotelOrders[orderBy]), rest)
}

const find =
  <T extends { readonly id: string }>(items: readonly T[]) =>
  (_: unknown, { id }: { id: string }) =>
    items.find((item) => item.id === id) ?? null

const heritageOf = ({ cultureRef }: Attraction) =>
  [...monuments, ...museums].find(({ id }) => id === cultureRef) ?? null

const hotelFields = plain('id', 'name', 'place', 'provenance')

export const tourismResolvers: Resolvers = {
  Attraction: {
    ...plain('id', 'name', 'category', 'feeMop', 'place', 'placeIsApproximate', 'provenance'),
    area: areaOf,
    heritage: heritageOf,
    classifiedCode: (attraction: Attraction) => (heritageOf(attraction) ? null : attraction.cultureRef),
  },
  Event: {
    ...plain('id', 'name', 'kind', 'usualMonths', 'organiser', 'provenance'),
    // The facts name a place in the rule of two events, and no venue in any.
    venue: () => null,
    attraction: ({ rule }: Event) => attractions.find(({ name }) => rule.endsWith(`, ${name.en}`)) ?? null,
  },
  Establishment: { ...hotelFields, area: areaOf },
  Hotel: {
    ...hotelFields,
    ...plain('placeIsApproximate', 'stars', 'starClass', 'roomsLicensed', 'roomsAreApproximate'),
    ...plain('address', 'isGreenHotel'),
    area: areaOf,
  },
  Query: {
    attraction: find(attractions),
    attractions: (_: unknown, args: AttractionList) => attractionPage(args),
    event: find(events),
    events: (_: unknown, args: EventList) => eventPage(args),
    hotel: find(hotels),
    establishment: find(hotels),
    hotels: (_: unknown, args: HotelList) => hotelPage(args),
  },
  AdministrativeArea: {
    attractions: ({ id }: { id: string }, args: AttractionList) => attractionPage(args, id),
    hotels: ({ id }: { id: string }, args: HotelList) => hotelPage(args, id),
  },
  Place: {
    nearbyAttractions: (place: Place, args: NearbyArguments & AttractionFilter) =>
      near(chooseAttractions({ categories: args.categories ?? null }), place, args, 'attraction'),
    nearbyHotels: (place: Place, args: NearbyArguments & HotelFilter) =>
      near(chooseHotels('minStars', { minStars: args.minStars ?? null }), place, args, 'hotel'),
  },
  NearbyAttraction: plain('metres', 'attraction'),
  NearbyHotel: plain('metres', 'hotel'),
}
