import { assertWithin, plain, type Resolvers } from './resolvers.ts'

export interface PageArguments {
  readonly first?: number | null
  readonly last?: number | null
}

/** The first or the last page of a list. Cursors are opaque, so the oracle neither makes nor takes any. */
export function page<T>(items: readonly T[], { first, last }: PageArguments) {
  assertWithin('first', first, 0, 100)
  assertWithin('last', last, 0, 100)
  const head = items.slice(0, first ?? (typeof last === 'number' ? items.length : 20))
  const nodes = typeof last === 'number' ? head.filter((_, index) => index >= head.length - last) : head
  return {
    nodes,
    edges: nodes.map((node) => ({ node })),
    totalCount: items.length,
    pageInfo: {
      hasNextPage: typeof last === 'number' ? isOver(items, first) : isOver(items, first ?? 20),
      hasPreviousPage: typeof last === 'number' && last < items.length,
    },
  }
}

function isOver(items: readonly unknown[], size: number | null | undefined): boolean {
  return typeof size === 'number' && size < items.length
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
  PageInfo: plain('hasNextPage', 'hasPreviousPage'),
  ...Object.fromEntries(
    PAGED.flatMap((name) => [
      [`${name}Connection`, plain('nodes', 'edges', 'totalCount', 'pageInfo')],
      [`${name}Edge`, plain('node')],
    ]),
  ),
}
