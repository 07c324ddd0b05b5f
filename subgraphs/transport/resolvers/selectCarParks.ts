import { isGiven, type Page } from '../../_kit/connection.ts'
import { assertArea } from '../../_kit/lists/knownIds.ts'
import { listItems } from '../../_kit/lists/listItems.ts'
import { oneForm } from '../../_kit/lists/oneForm.ts'
import { SortDirection, type Sort } from '../../_kit/lists/sort.ts'
import { occupancyRateOf } from '../freeSpaces.ts'
import {
  CarParkOrder,
  type CarParkFilter,
  type CarParksArgs,
  type CarParkSortField,
} from '../schema/carParkArgs.ts'
import type { CarParkRecord } from '../source/carParkDetail.ts'
import type { CarParkViews } from '../views/carParks.ts'
import { ASC_ID, placeOf, rulesOf } from './byId.ts'

/** A page of a list of these car parks; reads only the feeds that the filter and the order need. */
export function listCarParks(
  carParks: readonly CarParkRecord[],
  views: CarParkViews,
  { orderBy, ...args }: CarParksArgs,
): Page<CarParkRecord> {
  const sort = oneForm('sort', args.sort, 'orderBy', orderBy && OLD_ORDERS[orderBy])
  const accepts = acceptsOf(views, args.filter ?? {})
  return listItems(
    carParks.filter((carPark) => accepts.every((accept) => accept(carPark))),
    { ...args, sort },
    {
      ...rulesOf('car parks', views.parks().byId),
      positionOf: placeOf,
      keys: {
        FREE_SPACES: ({ id }) => views.live().get(id)?.cars ?? null,
        OCCUPANCY_RATE: ({ id }) =>
          occupancyRateOf(views.live().get(id)?.cars ?? null, views.capacities().get(id)?.cars ?? null),
      },
    },
  )
}

const OLD_ORDERS: Readonly<Record<CarParkOrder, readonly Sort<CarParkSortField>[]>> = {
  [CarParkOrder.ID]: ASC_ID,
  [CarParkOrder.FREE_CAR_SPACES_MOST_FIRST]: [{ field: 'FREE_SPACES', direction: SortDirection.DESC }],
  [CarParkOrder.OCCUPANCY_HIGHEST_FIRST]: [{ field: 'OCCUPANCY_RATE', direction: SortDirection.DESC }],
}

type Accept = (carPark: CarParkRecord) => boolean

function acceptsOf(views: CarParkViews, filter: CarParkFilter): readonly Accept[] {
  const { area } = filter
  assertArea('filter.area', area, (id) => views.byArea().has(id))
  // False asked for nothing in the old forms.
  const isFree = oneForm(
    'filter.hasFreeSpaces',
    filter.hasFreeSpaces,
    'filter.withFreeSpaces',
    filter.withFreeSpaces || null,
  )
  const isAccessible = oneForm(
    'filter.hasAccessibleSpaces',
    filter.hasAccessibleSpaces,
    'filter.withAccessibleSpaces',
    filter.withAccessibleSpaces || null,
  )
  return [
    area ? isIn(views, area) : null,
    isGiven(isFree) ? hasFreeSpaces(views, isFree) : null,
    isGiven(isAccessible) ? hasAccessibleSpaces(views, isAccessible) : null,
  ].filter((accept) => accept !== null)
}

function isIn(views: CarParkViews, area: string): Accept {
  const ids = new Set((views.byArea().get(area) ?? []).map(({ id }) => id))
  return ({ id }) => ids.has(id)
}

/** Whether a free space for a light car is known of, or none; a car park under maintenance has none to offer. */
export function hasFreeSpaces(views: CarParkViews, wanted = true): Accept {
  const live = views.live()
  return ({ id }) => {
    const counts = live.get(id)
    if (counts === undefined) return false
    if (counts.underMaintenance) return !wanted
    return counts.cars !== null && counts.cars > 0 === wanted
  }
}

function hasAccessibleSpaces(views: CarParkViews, wanted: boolean): Accept {
  const capacities = views.capacities()
  return ({ id }) => {
    const spaces = capacities.get(id)?.accessible ?? null
    return spaces !== null && spaces > 0 === wanted
  }
}
