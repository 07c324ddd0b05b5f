import {
  drinkingWater,
  parks,
  toilets,
  wasteFacilityKinds,
  type DrinkingWaterPoint,
  type Park,
  type Toilet,
} from './city.ts'
import { datasets } from './datasets.ts'
import { near, type NearbyArguments, type Place } from './distances.ts'
import { isOpen, type Hours } from './hours.ts'
import { either, listPage, type ListArguments as Arguments } from './lists.ts'
import { plain, type Resolvers } from './resolvers.ts'

interface At {
  readonly at?: string | null
}

interface Filter {
  readonly openAt?: string | null
  readonly isAccessible?: boolean | null
  readonly hasFamilyCubicle?: boolean | null
  readonly accessible?: boolean | null
  readonly familyCubicle?: boolean | null
}

interface ListArguments extends Arguments {
  readonly filter?: Filter | null
}

type Item = { readonly hours: Hours | null } & Partial<Omit<Toilet, 'hours'>>

function isOpenAt({ hours, isTemporarilyClosed }: Item, at: string | null | undefined): boolean | null {
  return isTemporarilyClosed ? false : isOpen(hours, at)
}

function fits({ openAt, ...filter }: Filter): (item: Item) => boolean {
  const accessible = either(filter.isAccessible, filter.accessible, 'filter.isAccessible')
  const familyCubicle = either(filter.hasFamilyCubicle, filter.familyCubicle, 'filter.hasFamilyCubicle')
  const isGiven = (value: unknown) => value !== undefined && value !== null
  return (item) =>
    (!isGiven(openAt) || isOpenAt(item, openAt) === true) &&
    (!isGiven(accessible) || item.isAccessible === accessible) &&
    (!isGiven(familyCubicle) || item.hasFamilyCubicle === familyCubicle)
}

const opening = {
  openingHours: ({ hours }: Item) => hours,
  isOpen: (item: Item, { at }: At) => isOpenAt(item, at),
}

const withId =
  <T extends { readonly id: string }>(items: readonly T[]) =>
  (_: unknown, { id }: { id: string }) =>
    items.find((item) => item.id === id) ?? null

const list =
  <T extends Item & { readonly id: string; readonly place?: Place | null }>(items: readonly T[]) =>
  (_: unknown, args: ListArguments) =>
    listPage(items.filter(fits(args.filter ?? {})), args, {
      all: items,
      old: { ID: [{ field: 'ID', direction: 'ASC' }] },
    })

type NearbyOpen = NearbyArguments & Filter

export const cityResolvers: Resolvers = {
  PublicToilet: {
    ...plain('id', 'name', 'address', 'isAccessible', 'hasFamilyCubicle', 'isTemporarilyClosed'),
    ...plain('place', 'provenance'),
    isOpen: opening.isOpen,
    park: ({ id }: Toilet) => parks.find(({ toiletIds }) => toiletIds.includes(id)) ?? null,
  },
  DrinkingWaterPoint: {
    ...plain('id', 'name', 'address', 'operator', 'place', 'provenance'),
    ...opening,
  },
  Park: {
    ...plain('id', 'name', 'address', 'place', 'placeIsApproximate', 'confidence', 'basis', 'provenance'),
    ...opening,
    toilets: ({ toiletIds }: Park) => toiletIds.map((id) => toilets.find((toilet) => toilet.id === id)),
  },
  WasteFacilityKind: {
    ...plain('id', 'name', 'operator', 'knownPoints', 'knownPointsBasis', 'confidence', 'provenance'),
    dataset: ({ datasetId }: { datasetId: string | null }) =>
      datasets.find(({ id }) => id === datasetId) ?? null,
  },
  Query: {
    publicToilet: withId(toilets),
    publicToilets: list(toilets),
    drinkingWaterPoint: withId<DrinkingWaterPoint>(drinkingWater),
    drinkingWaterPoints: list(drinkingWater),
    park: withId(parks),
    parks: list(parks),
    wasteFacilityKinds: () => wasteFacilityKinds,
  },
  Place: {
    nearbyToilets: (place: Place, args: NearbyOpen) =>
      near(toilets.filter(fits(args)), place, args, 'toilet'),
    nearbyDrinkingWaterPoints: (place: Place, args: NearbyOpen) =>
      near(drinkingWater.filter(fits(args)), place, args, 'drinkingWaterPoint'),
    nearbyParks: (place: Place, args: NearbyArguments) => near(parks, place, args, 'park'),
  },
  NearbyToilet: plain('metres', 'toilet'),
  NearbyDrinkingWaterPoint: plain('metres', 'drinkingWaterPoint'),
  NearbyPark: plain('metres', 'park'),
}
