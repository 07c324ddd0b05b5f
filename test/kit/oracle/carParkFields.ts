import { areaOf } from './areas.ts'
import { carParkOrders, carParks, type CarPark } from './carParks.ts'
import { near, type NearbyArguments, type Place } from './distances.ts'
import { page, type PageArguments } from './pages.ts'
import { plain, type Resolvers } from './resolvers.ts'

interface Filter {
  readonly area?: string | null
  readonly withFreeSpaces?: boolean | null
  readonly withAccessibleSpaces?: boolean | null
}

interface ListArguments extends PageArguments {
  readonly filter?: Filter | null
  readonly orderBy: keyof typeof carParkOrders
}

function choose({ area, withFreeSpaces, withAccessibleSpaces }: Filter): readonly CarPark[] {
  return carParks.filter(
    (park) =>
      (!area || park.area === area) &&
      (!withFreeSpaces || (!park.underMaintenance && (park.freeSpaces?.cars ?? 0) > 0)) &&
      (!withAccessibleSpaces || (park.capacity?.accessible ?? 0) > 0),
  )
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
    carParks: (_: unknown, { filter, orderBy, ...rest }: ListArguments) =>
      page(choose(filter ?? {}).toSorted(carParkOrders[orderBy]), rest),
  },
  AdministrativeArea: {
    carParks: ({ id }: { id: string }, args: PageArguments) => page(choose({ area: id }), args),
  },
  Place: {
    nearbyCarParks: (place: Place, { withFreeSpaces, ...args }: NearbyArguments & Filter) =>
      near(choose({ withFreeSpaces: withFreeSpaces ?? false }), place, args, 'carPark'),
  },
  NearbyCarPark: plain('metres', 'carPark'),
}
