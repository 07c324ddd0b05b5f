import { areas } from './areas.ts'
import { metresBetween, placeNamed, type Place } from './distances.ts'
import { page, type PageArguments } from './pages.ts'
import { assertInput, assertWithin } from './resolvers.ts'

interface Box {
  readonly south: number
  readonly west: number
  readonly north: number
  readonly east: number
}

interface SortKey {
  readonly field: string
  readonly direction: 'ASC' | 'DESC'
}

/** The arguments that all lists share, beside their filters. */
export interface ListArguments extends PageArguments {
  readonly ids?: readonly string[] | null
  readonly sort?: readonly SortKey[] | null
  readonly orderBy?: string | null
  readonly near?: { readonly lat: number; readonly lng: number } | null
  readonly withinMetres?: number | null
  readonly within?: Box | null
}

interface Listed {
  readonly id: string
  readonly place?: Place | null
}

export interface ListFacts<T> {
  /** All that `ids` may name, in the order in which they stand where nothing else decides. */
  readonly all: readonly T[]
  readonly keys?: Readonly<Record<string, (item: T) => number | string | null | undefined>>
  /** Where they do not stand by id. */
  readonly byId?: (a: T, b: T) => number
  /** What the deprecated orders stand for. */
  readonly old?: Readonly<Record<string, readonly SortKey[]>>
  /** Without any order asked for; as they stand where it is left out. */
  readonly usual?: readonly SortKey[]
}

const isGiven = <V>(value: V | null | undefined): value is V => value !== null && value !== undefined

/** The page of a list of which the filter has chosen `chosen`. */
export function listPage<T extends Listed>(chosen: readonly T[], args: ListArguments, facts: ListFacts<T>) {
  const { ids, near, within, withinMetres, orderBy } = args
  assertInput(!(isGiven(args.sort) && isGiven(orderBy)), 'sort, orderBy')
  assertInput(!ids || ids.every((id) => facts.all.some((item) => item.id === id)), 'ids')
  assertInput(!isGiven(withinMetres) || isGiven(near), 'withinMetres')
  assertWithin('withinMetres', withinMetres, 1, 20_000)
  assertInput(!within || (within.south <= within.north && within.west <= within.east), 'within')
  const centre = near ? centreOf(near) : null
  const distanceTo = ({ place }: T) => (centre && place ? metresBetween(centre, place) : null)
  const kept = facts.all.filter(
    (item) =>
      chosen.includes(item) &&
      (!ids || ids.includes(item.id)) &&
      (!isGiven(withinMetres) || (distanceTo(item) ?? Infinity) <= withinMetres) &&
      (!within || (!!item.place && isInside(within, item.place))),
  )
  const asked = (args.sort ?? (isGiven(orderBy) ? facts.old?.[orderBy] : null)) || []
  assertInput(new Set(asked.map(({ field }) => field)).size === asked.length, 'sort')
  assertInput(!asked.some(({ field }) => field === 'DISTANCE') || centre !== null, 'sort')
  const inOrder = facts.byId ? facts.all.toSorted(facts.byId) : facts.all
  const keys: ListFacts<T>['keys'] = {
    ...facts.keys,
    ID: ({ id }) => inOrder.findIndex((item) => item.id === id),
  }
  const order = asked.length > 0 ? asked : centre ? NEAREST : ids ? AS_ASKED : (facts.usual ?? [])
  // The least key first, each time leaving what is alike as it stands.
  const sorted = order.toReversed().reduce<readonly T[]>(
    (items, { field, direction }) => {
      const keyOf =
        field === 'DISTANCE'
          ? distanceTo
          : field === 'IDS'
            ? (item: T) => ids?.indexOf(item.id)
            : (keys[field] ?? missing(field))
      const known = items.filter((item) => isGiven(keyOf(item)))
      const inOrder = known.toSorted((a, b) => compare(keyOf(a), keyOf(b)) * (direction === 'ASC' ? 1 : -1))
      return [...inOrder, ...items.filter((item) => !isGiven(keyOf(item)))]
    },
    order.length > 0 && facts.byId ? kept.toSorted(facts.byId) : kept,
  )
  return page(sorted, args)
}

const NEAREST: readonly SortKey[] = [{ field: 'DISTANCE', direction: 'ASC' }]
const AS_ASKED: readonly SortKey[] = [{ field: 'IDS', direction: 'ASC' }]

function centreOf({ lat, lng }: { readonly lat: number; readonly lng: number }): Place {
  return { ...placeNamed(`${lat.toFixed(5)},${lng.toFixed(5)}`), lat, lng }
}

function isInside({ south, west, north, east }: Box, { lat, lng }: Place): boolean {
  return lat >= south && lat <= north && lng >= west && lng <= east
}

function compare(a: unknown, b: unknown): number {
  return Number(a) === a && Number(b) === b
    ? a - b
    : String(a) < String(b)
      ? -1
      : String(a) > String(b)
        ? 1
        : 0
}

function missing(field: string): never {
  throw new Error(`The oracle cannot sort by ${field}.`)
}

/** Fails where a filter names an area that there is not. */
export function assertArea(area: string | null | undefined): void {
  assertInput(!isGiven(area) || areas.some(({ id }) => id === area), 'filter.area')
}

/** What is asked by a name or by its deprecated form, of which one alone may be given. */
export function either<V>(value: V | null | undefined, old: V | null | undefined, argument: string) {
  assertInput(!(isGiven(value) && isGiven(old)), argument)
  return value ?? old ?? null
}
