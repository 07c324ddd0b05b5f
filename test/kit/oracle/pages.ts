import { assertWithin, plain, type Resolvers } from './resolvers.ts'

export interface PageArguments {
  readonly first: number
}

/** The first page of a list. Cursors are opaque, so the oracle neither makes nor takes any. */
export function page<T>(items: readonly T[], { first }: PageArguments) {
  assertWithin('first', first, 0, 100)
  const nodes = items.slice(0, first)
  return {
    nodes,
    edges: nodes.map((node) => ({ node })),
    totalCount: items.length,
    pageInfo: { hasNextPage: first < items.length },
  }
}

const PAGED = [
  'Attraction',
  'BusRoute',
  'BusStop',
  'CarPark',
  'ClassifiedProperty',
  'Clinic',
  'DrinkingWaterPoint',
  'Event',
  'HealthCentre',
  'HealthFacility',
  'Hospital',
  'Hotel',
  'Library',
  'Monument',
  'Museum',
  'Park',
  'Pharmacy',
  'PublicToilet',
  'Venue',
  'WeatherStation',
]

export const pageResolvers: Resolvers = {
  PageInfo: plain('hasNextPage'),
  ...Object.fromEntries(
    PAGED.flatMap((name) => [
      [`${name}Connection`, plain('nodes', 'edges', 'totalCount', 'pageInfo')],
      [`${name}Edge`, plain('node')],
    ]),
  ),
}
