import {
  libraries,
  monumentOrders,
  monuments,
  museumOrders,
  museums,
  venueOrders,
  venues,
  worldHeritageSite,
} from './culture.ts'
import { near, type NearbyArguments, type Place } from './distances.ts'
import { areaOf } from './areas.ts'
import { isOpen, type Hours } from './hours.ts'
import { page, type PageArguments } from './pages.ts'
import { plain, type Resolvers, type TypeResolvers } from './resolvers.ts'

interface At {
  readonly at?: string | null
}

interface Filter {
  readonly area?: string | null
  readonly openAt?: string | null
  readonly freeAdmission?: boolean | null
  readonly kind?: string | null
  readonly minCapacity?: number | null
}

interface ListArguments extends PageArguments {
  readonly filter?: Filter | null
}

const opening: TypeResolvers = {
  openingHours: ({ hours }: { hours: Hours | null }) => hours,
  isOpen: ({ hours }: { hours: Hours | null }, { at }: At) => isOpen(hours, at),
}

interface Item {
  readonly area: string | null
  readonly hours?: Hours | null
  readonly feeMop?: number | null
  readonly kind?: string
  readonly capacity?: number | null
}

/** What a filter asks of an item; what it leaves out does not restrict. */
function fits(filter: Filter | null | undefined): (item: Item) => boolean {
  const { area, openAt, freeAdmission, kind, minCapacity } = filter ?? {}
  return (item) =>
    (area === undefined || area === null || item.area === area) &&
    (openAt === undefined || openAt === null || isOpen(item.hours ?? null, openAt) === true) &&
    (freeAdmission === undefined ||
      freeAdmission === null ||
      (typeof item.feeMop === 'number' && (item.feeMop === 0) === freeAdmission)) &&
    (kind === undefined || kind === null || item.kind === kind) &&
    (minCapacity === undefined || minCapacity === null || (item.capacity ?? -1) >= minCapacity)
}

const withId =
  <T extends { readonly id: string }>(items: readonly T[]) =>
  (_: unknown, { id }: { id: string }) =>
    items.find((item) => item.id === id) ?? null

type NearbyOpen = NearbyArguments & At & Filter

export const cultureResolvers: Resolvers = {
  Museum: {
    ...plain('id', 'name', 'lastEntry', 'feeMop', 'operator', 'place', 'provenance'),
    ...opening,
    area: areaOf,
  },
  Monument: {
    ...plain('id', 'name', 'kind', 'worldHeritageId', 'classifiedCode', 'place', 'provenance'),
    ...opening,
    area: areaOf,
  },
  Library: { ...plain('id', 'name', 'operator', 'place', 'provenance'), ...opening, area: areaOf },
  Venue: { ...plain('id', 'name', 'kind', 'capacity', 'operator', 'place', 'provenance'), area: areaOf },
  WorldHeritageSite: {
    ...plain('unescoId', 'name', 'inscribedYear', 'provenance'),
    elements: (_: unknown, filter: Filter) =>
      monuments.filter(fits(filter)).toSorted(monumentOrders.WORLD_HERITAGE_ID),
  },
  Query: {
    museum: withId(museums),
    museums: (_: unknown, { filter, orderBy, ...rest }: ListArguments & { orderBy: 'ID' | 'FEE_LOWEST' }) =>
      page(museums.filter(fits(filter)).toSorted(museumOrders[orderBy]), rest),
    monument: withId(monuments),
    monuments: (
      _: unknown,
      { filter, orderBy, ...rest }: ListArguments & { orderBy: 'ID' | 'WORLD_HERITAGE_ID' },
    ) => page(monuments.filter(fits(filter)).toSorted(monumentOrders[orderBy]), rest),
    library: withId(libraries),
    libraries: (_: unknown, { filter, ...rest }: ListArguments) => page(libraries.filter(fits(filter)), rest),
    venue: withId(venues),
    venues: (
      _: unknown,
      { filter, orderBy, ...rest }: ListArguments & { orderBy: 'ID' | 'CAPACITY_LARGEST' },
    ) => page(venues.filter(fits(filter)).toSorted(venueOrders[orderBy]), rest),
    worldHeritageSite: () => worldHeritageSite,
  },
  Place: {
    nearbyMuseums: (place: Place, args: NearbyOpen) =>
      near(museums.filter(fits(args)), place, args, 'museum'),
    nearbyMonuments: (place: Place, args: NearbyOpen) =>
      near(monuments.filter(fits(args)), place, args, 'monument'),
    nearbyLibraries: (place: Place, args: NearbyOpen) =>
      near(libraries.filter(fits(args)), place, args, 'library'),
    nearbyVenues: (place: Place, args: NearbyOpen) => near(venues.filter(fits(args)), place, args, 'venue'),
  },
  AdministrativeArea: {
    museums: inArea(museums),
    monuments: inArea(monuments),
    libraries: inArea(libraries),
    venues: inArea(venues),
  },
  NearbyMuseum: plain('metres', 'museum'),
  NearbyMonument: plain('metres', 'monument'),
  NearbyLibrary: plain('metres', 'library'),
  NearbyVenue: plain('metres', 'venue'),
}

function inArea<T extends Item>(items: readonly T[]) {
  return ({ id }: { id: string }) => items.filter(({ area }) => area === id)
}
