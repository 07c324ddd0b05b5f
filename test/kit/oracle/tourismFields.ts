import { areaOf } from './areas.ts'
import { monuments, museums } from './culture.ts'
import { near, type NearbyArguments, type Place } from './distances.ts'
import { assertArea, either, listPage, type ListArguments } from './lists.ts'
import { assertInput, assertWithin, plain, type Resolvers } from './resolvers.ts'
import {
  attractionList,
  attractions,
  editionDays,
  eventList,
  events,
  hotelList,
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
  readonly on?: string | null
  readonly between?: Period | null
  readonly from?: string | null
}

interface Period {
  readonly from: string
  readonly to: string
}

interface List<F> extends ListArguments {
  readonly filter?: F | null
}

type AttractionArguments = List<AttractionFilter>
type HotelArguments = List<HotelFilter>
interface EventArguments extends List<EventFilter> {
  readonly on?: string | null
  readonly between?: Period | null
  readonly next?: string | null
}

const isAbsent = (value: unknown) => value === undefined || value === null

function chooseAttractions({ area, categories, isFree }: AttractionFilter) {
  assertArea(area)
  return attractions.filter(
    (attraction) =>
      (isAbsent(area) || attraction.area === area) &&
      (!categories || categories.includes(attraction.category)) &&
      (isAbsent(isFree) || (attraction.feeMop !== null && (attraction.feeMop === 0) === isFree)),
  )
}

function chooseHotels(argument: string, { area, minStars, starClasses, minRooms }: HotelFilter) {
  assertWithin(argument, minStars, 1, 5)
  assertArea(area)
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
function periodOf({ filter, ...args }: EventArguments) {
  const on = either(filter?.on, args.on, 'on')
  const between = either(filter?.between, args.between, 'between')
  const from = either(filter?.from, args.next, 'next')
  const periods = [
    on && { from: on, to: on },
    between && { from: between.from, to: between.to },
    from && { from, to: '9999-12-31' },
  ].filter((period) => !!period)
  assertInput(periods.length <= 1, 'on, between, from')
  return periods[0]
}

function eventPage(args: EventArguments, isListed: (event: Event) => boolean = () => true) {
  const chosen = chooseEvents(args.filter ?? {}).filter(isListed)
  const period = periodOf(args)
  const isByDay = args.orderBy === 'DATE' || args.sort?.some(({ field }) => field === 'NEXT') === true
  assertInput(!isByDay || period !== undefined, 'sort')
  assertInput(!period || period.from <= period.to, 'between.to')
  const firstDayOf = ({ id }: Event) =>
    editionDays
      .filter(({ event }) => event === id)
      .find(({ days }) => period && days.some((day) => period.from <= day && day <= period.to))?.days[0]
  const dated = period ? chosen.filter((event) => firstDayOf(event) !== undefined) : chosen
  return listPage(dated, args, { ...eventList, keys: { ...eventList.keys, NEXT: firstDayOf } })
}

function attractionPage(args: AttractionArguments, area?: string) {
  const chosen = chooseAttractions(args.filter ?? {})
  return listPage(
    chosen.filter((attraction) => !area || attraction.area === area),
    args,
    attractionList,
  )
}

function hotelPage(args: HotelArguments, area?: string) {
  const chosen = chooseHotels('filter.minStars', args.filter ?? {})
  return listPage(
    chosen.filter((hotel) => !area || hotel.area === area),
    args,
    hotelList,
  )
}

const find =
  <T extends { readonly id: string }>(items: readonly T[]) =>
  (_: unknown, { id }: { id: string }) =>
    items.find((item) => item.id === id) ?? null

const heritageOf = ({ cultureRef }: Attraction) =>
  [...monuments, ...museums].find(({ id }) => id === cultureRef) ?? null

const attractionOf = ({ rule }: Event) =>
  attractions.find(({ name }) => rule.endsWith(`, ${name.en}`)) ?? null

const hotelFields = plain('id', 'name', 'place', 'provenance')

export const tourismResolvers: Resolvers = {
  Attraction: {
    ...plain('id', 'name', 'category', 'feeMop', 'place', 'placeIsApproximate', 'provenance'),
    area: areaOf,
    heritage: heritageOf,
    events: ({ id }: Attraction, args: EventArguments) =>
      eventPage(args, (event) => attractionOf(event)?.id === id),
    classifiedCode: (attraction: Attraction) => (heritageOf(attraction) ? null : attraction.cultureRef),
  },
  Event: {
    ...plain('id', 'name', 'kind', 'usualMonths', 'organiser', 'provenance'),
    // The facts name a place in the rule of two events, and no venue in any.
    venue: () => null,
    attraction: attractionOf,
  },
  Venue: { events: (_: unknown, args: EventArguments) => eventPage(args, () => false) },
  Establishment: { ...hotelFields, area: areaOf },
  Hotel: {
    ...hotelFields,
    ...plain('placeIsApproximate', 'stars', 'starClass', 'roomsLicensed', 'roomsAreApproximate'),
    ...plain('address', 'isGreenHotel'),
    area: areaOf,
  },
  Query: {
    attraction: find(attractions),
    attractions: (_: unknown, args: AttractionArguments) => attractionPage(args),
    event: find(events),
    events: (_: unknown, args: EventArguments) => eventPage(args),
    hotel: find(hotels),
    establishment: find(hotels),
    hotels: (_: unknown, args: HotelArguments) => hotelPage(args),
  },
  AdministrativeArea: {
    attractions: ({ id }: { id: string }, args: AttractionArguments) => attractionPage(args, id),
    hotels: ({ id }: { id: string }, args: HotelArguments) => hotelPage(args, id),
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
