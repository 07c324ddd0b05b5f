import { occupancyRateOf } from '../freeSpaces.ts'
import { CarParkOrder, type CarParksArgs } from '../schema/carParkArgs.ts'
import type { CarParkRecord } from '../source/carParkDetail.ts'
import type { CarParkViews } from '../views/carParks.ts'

/** The car parks of a list, filtered and in order; reads only the feeds that the filter and the order need. */
export function selectCarParks(
  views: CarParkViews,
  { filter, orderBy }: Pick<CarParksArgs, 'filter' | 'orderBy'>,
): readonly CarParkRecord[] {
  const inArea = filter?.area ? (views.byArea().get(filter.area) ?? []) : views.parks().all
  const free = filter?.withFreeSpaces ? inArea.filter(hasFreeSpaces(views)) : inArea
  const chosen = filter?.withAccessibleSpaces ? free.filter(hasAccessibleSpaces(views)) : free
  return orderCarParks(chosen, orderBy, views)
}

/** Whether a free space for a light car is known of; a car park under maintenance has none to offer. */
export function hasFreeSpaces(views: CarParkViews): (carPark: CarParkRecord) => boolean {
  const live = views.live()
  return ({ id }) => {
    const counts = live.get(id)
    return counts !== undefined && !counts.underMaintenance && (counts.cars ?? 0) > 0
  }
}

function hasAccessibleSpaces(views: CarParkViews): (carPark: CarParkRecord) => boolean {
  const capacities = views.capacities()
  return ({ id }) => (capacities.get(id)?.accessible ?? 0) > 0
}

/** The register is in the order of ids already. */
function orderCarParks(
  carParks: readonly CarParkRecord[],
  order: CarParkOrder,
  views: CarParkViews,
): readonly CarParkRecord[] {
  switch (order) {
    case CarParkOrder.ID:
      return carParks
    case CarParkOrder.FREE_CAR_SPACES_MOST_FIRST:
      return orderByMost(carParks, freeCarsOf(views))
    case CarParkOrder.OCCUPANCY_HIGHEST_FIRST:
      return orderByMost(carParks, occupancyOf(views))
  }
}

function freeCarsOf(views: CarParkViews): (id: string) => number | null {
  const live = views.live()
  return (id) => live.get(id)?.cars ?? null
}

function occupancyOf(views: CarParkViews): (id: string) => number | null {
  const live = views.live()
  const capacities = views.capacities()
  return (id) => occupancyRateOf(live.get(id)?.cars ?? null, capacities.get(id)?.cars ?? null)
}

function orderByMost(
  carParks: readonly CarParkRecord[],
  valueOf: (id: string) => number | null,
): readonly CarParkRecord[] {
  return carParks.toSorted((a, b) => (valueOf(b.id) ?? -1) - (valueOf(a.id) ?? -1))
}
