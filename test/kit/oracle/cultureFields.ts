import {
  libraries,
  libraryList,
  monumentList,
  monuments,
  museumList,
  museums,
  venueList,
  venues,
  worldHeritageSite,
} from './culture.ts'
import { near, type NearbyArguments, type Place } from './distances.ts'
import { areaOf } from './areas.ts'
import { isOpen, type Hours } from './hours.ts'
import { byLeast } from './facts.ts'
import { assertArea, either, listPage, type ListArguments as Arguments, type ListFacts } from './lists.ts'
import { plain, type Resolvers, type TypeResolvers } from './resolvers.ts'

interface At {
  readonly at?: string | null
}

interface Filter {
  readonly area?: string | null
  readonly openAt?: string | null
  readonly isFree?: boolean | null
  readonly freeAdmission?: boolean | null
  readonly kinds?: readonly string[] | null
  readonly kind?: string | null
  readonly minCapacity?: number | null
}

interface ListArguments extends Arguments {
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
  const { area, openAt, minCapacity } = filter ?? {}
  assertArea(area)
  const isFree = either(filter?.isFree, filter?.freeAdmission, 'filter.isFree')
  const kinds = either(filter?.kinds, filter?.kind ? [filter.kind] : null, 'filter.kinds')
  return (item) =>
    (area === undefined || area === null || item.area === area) &&
    (openAt === undefined || openAt === null || isOpen(item.hours ?? null, openAt) === true) &&
    (isFree === null || (typeof item.feeMop === 'number' && (item.feeMop === 0) === isFree)) &&
    (kinds === null || kinds.some((kind) => kind === item.kind)) &&
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
      monuments.filter(fits(filter)).toSorted(byLeast(({ worldHeritageId }) => worldHeritageId)),
  },
  Query: {
    museum: withId(museums),
    museums: (_: unknown, args: ListArguments) =>
      listPage(museums.filter(fits(args.filter)), args, museumList),
    monument: withId(monuments),
    monuments: (_: unknown, args: ListArguments) =>
      listPage(monuments.filter(fits(args.filter)), args, monumentList),
    library: withId(libraries),
    libraries: (_: unknown, args: ListArguments) =>
      listPage(libraries.filter(fits(args.filter)), args, libraryList),
    venue: withId(venues),
    venues: (_: unknown, args: ListArguments) => listPage(venues.filter(fits(args.filter)), args, venueList),
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
    museumsConnection: pageInArea(museums, museumList),
    monumentsConnection: pageInArea(monuments, monumentList),
    librariesConnection: pageInArea(libraries, libraryList),
    venuesConnection: pageInArea(venues, venueList),
  },
  NearbyMuseum: plain('metres', 'museum'),
  NearbyMonument: plain('metres', 'monument'),
  NearbyLibrary: plain('metres', 'library'),
  NearbyVenue: plain('metres', 'venue'),
}

function inArea<T extends Item>(items: readonly T[]) {
  return ({ id }: { id: string }) => items.filter(({ area }) => area === id)
}

function pageInArea<T extends Item & { readonly id: string }>(items: readonly T[], list: ListFacts<T>) {
  return ({ id }: { id: string }, args: ListArguments) => {
    const here = items.filter(fits(args.filter)).filter(({ area }) => area === id)
    return listPage(here, args, list)
  }
}
