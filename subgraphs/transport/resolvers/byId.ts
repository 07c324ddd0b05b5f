import type { ListRules } from '../../_kit/lists/listItems.ts'
import { SortDirection, type Sort } from '../../_kit/lists/sort.ts'
import type { PlaceValue } from '../../_kit/place.ts'
import { compareIdTexts } from '../compareIds.ts'

export const ASC_ID: readonly Sort<'ID'>[] = [{ field: 'ID', direction: SortDirection.ASC }]

/** What the rules of all lists of this bureau have in common. */
export function rulesOf<R extends { readonly id: string }>(
  what: string,
  byId: ReadonlyMap<string, R>,
): Pick<ListRules<R, never>, 'what' | 'idOf' | 'isKnown' | 'compareIds'> {
  return { what, idOf: ({ id }) => id, isKnown: (id) => byId.has(id), compareIds: compareIdTexts }
}

export const placeOf = ({ place }: { readonly place: PlaceValue | null }): PlaceValue | null => place
