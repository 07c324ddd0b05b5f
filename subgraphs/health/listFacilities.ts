import { isGiven, type Page } from '../_kit/connection.ts'
import { assertArea } from '../_kit/lists/knownIds.ts'
import { listItems, type ListQuestion } from '../_kit/lists/listItems.ts'
import type { PlacedSortField } from '../_kit/lists/sort.ts'
import type { HealthFacilityKind } from './schema/codes.ts'
import type { RegisterView } from './source.ts'
import type { FacilityRecord } from './source/facilities.ts'

interface Filter {
  readonly area?: string | null
  readonly kinds?: readonly HealthFacilityKind[] | null
  readonly hasEmergency?: boolean | null
}

interface Question extends ListQuestion<PlacedSortField | 'BEDS'> {
  readonly filter?: Filter | null
}

/** A page of the facilities of the register that are of this kind and fit the filter. */
export function listFacilities(
  what: string,
  { all, byId, byArea }: Pick<RegisterView, 'all' | 'byId' | 'byArea'>,
  isMeant: (facility: FacilityRecord) => boolean,
  args: Question,
  accepts: (facility: FacilityRecord) => boolean = () => true,
): Page<FacilityRecord> {
  const { area, kinds, hasEmergency } = args.filter ?? {}
  assertArea('filter.area', area, (id) => byArea.has(id))
  const chosen = all.filter(
    (facility) =>
      isMeant(facility) &&
      accepts(facility) &&
      (!area || facility.area === area) &&
      hasKind(facility, kinds) &&
      (!isGiven(hasEmergency) || facility.hasEmergency === hasEmergency),
  )
  return listItems(chosen, args, {
    what,
    idOf: ({ id }) => id,
    isKnown: (id) => {
      const facility = byId.get(id)
      return facility !== undefined && isMeant(facility)
    },
    positionOf: ({ place }) => place,
    keys: { BEDS: ({ beds }) => beds },
    usual: 'AS_GIVEN',
  })
}

export function hasKind(
  { kind }: FacilityRecord,
  kinds: readonly HealthFacilityKind[] | null | undefined,
): boolean {
  return !kinds || kinds.includes(kind)
}
