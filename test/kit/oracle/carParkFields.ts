import { areaOf } from './areas.ts'
import { carParks, type CarPark } from './carParks.ts'
import { near, type NearbyArguments, type Place } from './distances.ts'
import { assertArea, either, listPage, type ListArguments as Arguments, type ListFacts } from './lists.ts'
import { plain, type Resolvers } from './resolvers.ts'

interface Filter {
  readonly area?: string | null
  readonly hasFreeSpaces?: boolean | null
  readonly hasAccessibleSpaces?: boolean | null
  readonly withFreeSpaces?: boolean | null
  readonly withAccessibleSpaces?: boolean | null
}

interface ListArguments extends Arguments {
  readonly filter?: Filter | null
}

/** Free spaces for light cars; none while it is under maintenance, null where nobody counts. */
const freeCars = ({ underMaintenance, freeSpaces }: CarPark) =>
  underMaintenance ? 0 : (freeSpaces?.cars ?? null)

function choose({ area, ...filter }: Filter): readonly CarPark[] {
  assertArea(area)
  // The old forms ask for nothing by false.
  const isFree = either(filter.hasFreeSpaces, filter.withFreeSpaces || null, 'hasFreeSpaces')
  const isAccessible = either(filter.hasAccessibleSpaces, filter.withAccessibleSpaces || null, 'filter')
  const isAsked = (spaces: number | null | undefined, wanted: boolean | null) =>
    wanted === null || (typeof spaces === 'number' && spaces > 0 === wanted)
  return carParks.filter(
    (park) =>
      (!area || park.area === area) &&
      isAsked(freeCars(park), isFree) &&
      isAsked(park.capacity?.accessible, isAccessible),
  )
}

const CAR_PARKS: ListFacts<CarPark> = {
  all: carParks,
  keys: {
    FREE_SPACES: ({ freeSpaces }) => freeSpaces?.cars,
    OCCUPANCY_RATE: ({ occupancyRate }) => occupancyRate,
  },
  old: {
    ID: [{ field: 'ID', direction: 'ASC' }],
    FREE_CAR_SPACES_MOST_FIRST: [{ field: 'FREE_SPACES', direction: 'DESC' }],
    OCCUPANCY_HIGHEST_FIRST: [{ field: 'OCCUPANCY_RATE', direction: 'DESC' }],
  },
}

export const carParkResolvers: Resolvers = {
  CarPark: {
    ...plain('id', 'name', 'place', 'capacity', 'freeSpaces', 'occupancyRate', 'heightLimitMetres'),
    ...plain('underMaintenance', 'provenance'),
    area: areaOf,
  },
  CarParkCapacity: plain('cars', 'motorcycles', 'electricCars', 'accessible'),
  FreeSpaces: {
    ...plain('cars', 'motorcycles', 'electricCars', 'electricMotorcycles', 'accessible'),
    ...plain('unknown', 'notApplicable', 'observedAt', 'stale', 'provenance'),
  },
  Query: {
    carPark: (_: unknown, { id }: { id: string }) => carParks.find((park) => park.id === id) ?? null,
    carParks: (_: unknown, args: ListArguments) => listPage(choose(args.filter ?? {}), args, CAR_PARKS),
  },
  AdministrativeArea: {
    carParks: ({ id }: { id: string }, args: ListArguments) =>
      listPage(
        choose(args.filter ?? {}).filter(({ area }) => area === id),
        args,
        CAR_PARKS,
      ),
  },
  Place: {
    nearbyCarParks: (place: Place, { hasFreeSpaces, withFreeSpaces, ...args }: NearbyArguments & Filter) =>
      near(
        choose({ hasFreeSpaces: hasFreeSpaces ?? null, withFreeSpaces: withFreeSpaces ?? null }),
        place,
        args,
        'carPark',
      ),
  },
  NearbyCarPark: plain('metres', 'carPark'),
}
