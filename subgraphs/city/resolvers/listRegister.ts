import type { Page } from '../../_kit/connection.ts'
import { listItems, type ListQuestion } from '../../_kit/lists/listItems.ts'
import { oneForm } from '../../_kit/lists/oneForm.ts'
import { SortDirection, type PlacedSortField, type Sort } from '../../_kit/lists/sort.ts'
import type { PlaceValue } from '../../_kit/place.ts'
import type { Register } from '../source.ts'

interface Located {
  readonly id: string
  readonly place: PlaceValue | null
}

interface Question extends ListQuestion<PlacedSortField> {
  readonly orderBy?: 'ID' | null
}

/** A page of those of a register that a filter accepts. */
export function listRegister<R extends Located>(
  what: string,
  { all, byId }: Register<R>,
  accepts: (record: R) => boolean,
  { orderBy, ...args }: Question,
): Page<R> {
  const sort = oneForm('sort', args.sort, 'orderBy', orderBy && BY_ID)
  return listItems(
    all.filter(accepts),
    { ...args, sort },
    {
      what,
      idOf: ({ id }) => id,
      isKnown: (id) => byId.has(id),
      positionOf: ({ place }) => place,
      keys: {},
      // Registers are in the order of ids.
      compareIds: (a, b) => (a < b ? -1 : a > b ? 1 : 0),
    },
  )
}

const BY_ID: readonly Sort<PlacedSortField>[] = [{ field: 'ID', direction: SortDirection.ASC }]
