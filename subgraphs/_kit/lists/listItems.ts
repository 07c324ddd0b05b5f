import { isGiven, paginate, type Page } from '../connection.ts'
import { inputError } from '../errors.ts'
import { assertInTerritory, metresBetween, type Position } from '../place.ts'
import type { ListArgs, PlacedListArgs } from './listArgs.ts'
import { assertKnown } from './knownIds.ts'
import { SortDirection, type PlacedSortField, type Sort } from './sort.ts'

/** What `listItems` has to know of the items of a list. */
export interface ListRules<T, F extends string> {
  /** Several of them, as in an error. */
  readonly what: string
  readonly idOf: (item: T) => string
  /** Whether there is such an item, in this list or beside it. */
  readonly isKnown: (id: string) => boolean
  /** Where an item stands; left out where the list is not of places. */
  readonly positionOf?: (item: T) => Position | null
  /** What each field of the sort stands for; null comes last. */
  readonly keys: Readonly<Record<Exclude<F, PlacedSortField>, (item: T) => SortKey>>
  /** The order of a question that asks for none, or none but how they come; by id where it is left out. */
  readonly usual?: readonly Sort<F>[] | 'AS_GIVEN'
  readonly compareIds?: (a: string, b: string) => number
}

type SortKey = string | number | null

/** A question for a list: `sort` is what `sort` and its deprecated form ask for. */
export type ListQuestion<F extends string> = ListArgs &
  Pick<PlacedListArgs, 'within' | 'near' | 'withinMetres'> & {
    readonly filter?: object | null
    readonly sort?: readonly Sort<F>[] | null
  }

/** A page of the items that the bureau's own filter has chosen, by the grammar that all lists share. */
export function listItems<T, F extends string>(
  items: readonly T[],
  question: ListQuestion<F>,
  rules: ListRules<T, F>,
): Page<T> {
  const asked = readQuestion(question, rules)
  const order = asked.sort ?? (asked.ids || asked.near ? null : (rules.usual ?? null))
  const placed = items.map((item) => placeItem(item, asked, rules)).filter(isAsked(asked))
  const inOrder =
    order === 'AS_GIVEN' ? placed : placed.sort(compareBy(order ?? orderOf(asked), asked, rules))
  const bound: ListQuestion<F> = { ...question, sort: order === 'AS_GIVEN' ? null : order }
  return paginate(
    inOrder.map(({ item }) => item),
    bound,
    rules.idOf,
  )
}

export interface Asked<F extends string> {
  readonly sort: readonly Sort<F>[] | null
  /** Each id with its place in the question. */
  readonly ids: ReadonlyMap<string, number> | null
  readonly near: Position | null
  readonly withinMetres: number | null
  readonly within: PlacedListArgs['within']
}

export const MAX_IDS = 100
const MAX_METRES = 20_000

/** What a question asks for; rejects what cannot be answered. */
export function readQuestion<F extends string>(
  { ids, sort, near, withinMetres, within }: ListQuestion<F>,
  { what, isKnown }: Pick<ListRules<never, F>, 'what' | 'isKnown'>,
): Asked<F> {
  if (ids && ids.length > MAX_IDS) throw inputError('ids', `at most ${MAX_IDS} ids`, ids.length)
  assertKnown('ids', ids, what, isKnown)
  assertSort(sort ?? [], isGiven(near))
  if (near) assertInTerritory('near', near)
  assertWithinMetres(withinMetres, isGiven(near))
  if (within) assertBox(within)
  return {
    sort: sort && sort.length > 0 ? sort : null,
    ids: ids ? new Map([...new Set(ids)].map((id, index) => [id, index])) : null,
    near: near ?? null,
    withinMetres: withinMetres ?? null,
    within,
  }
}

function assertSort(sort: readonly Sort<string>[], isNear: boolean): void {
  const fields = sort.map(({ field }) => field)
  if (new Set(fields).size < fields.length) throw inputError('sort', 'each field once', fields)
  if (fields.includes('DISTANCE') && !isNear) throw inputError('sort', 'near with DISTANCE', fields)
}

function assertWithinMetres(metres: number | null | undefined, isNear: boolean): void {
  if (!isGiven(metres)) return
  if (!isNear) throw inputError('withinMetres', 'near with it', metres)
  if (metres < 1 || metres > MAX_METRES)
    throw inputError('withinMetres', `a whole number of metres from 1 to ${MAX_METRES}`, metres)
}

function assertBox(box: NonNullable<PlacedListArgs['within']>): void {
  const { south, west, north, east } = box
  if (south > north || west > east || south < -90 || north > 90 || west < -180 || east > 180)
    throw inputError('within', 'degrees, south not above north and west not beyond east', box)
}

interface Placed<T> {
  readonly item: T
  readonly id: string
  readonly position: Position | null
  readonly metres: number | null
}

function placeItem<T, F extends string>(
  item: T,
  { near }: Asked<F>,
  { idOf, positionOf }: ListRules<T, F>,
): Placed<T> {
  const position = positionOf?.(item) ?? null
  const metres = near && position && metresBetween(near, position)
  return { item, id: idOf(item), position, metres }
}

function isAsked<T, F extends string>({ ids, within, withinMetres }: Asked<F>) {
  return ({ id, position, metres }: Placed<T>): boolean => {
    if (ids && !ids.has(id)) return false
    if (withinMetres !== null && (metres === null || metres > withinMetres)) return false
    if (!within) return true
    if (!position) return false
    const { south, west, north, east } = within
    const { lat, lng } = position
    return south <= lat && lat <= north && west <= lng && lng <= east
  }
}

/** The order of a question that gives ids or a place, and no sort. */
function orderOf<F extends string>({ ids, near }: Asked<F>): readonly Sort<'DISTANCE' | 'IDS'>[] {
  if (near) return [{ field: 'DISTANCE', direction: SortDirection.ASC }]
  return ids ? [{ field: 'IDS', direction: SortDirection.ASC }] : []
}

function compareBy<T, F extends string>(
  order: readonly Sort<F | 'DISTANCE' | 'IDS'>[],
  { ids }: Asked<F>,
  { keys, compareIds = compareTexts }: ListRules<T, F>,
): (a: Placed<T>, b: Placed<T>) => number {
  const known: Readonly<Record<string, ((item: T) => SortKey) | undefined>> = keys
  const compares = order.map(({ field, direction }) => {
    const sign = direction === SortDirection.DESC ? -1 : 1
    if (field === 'ID') return (a: Placed<T>, b: Placed<T>) => sign * compareIds(a.id, b.id)
    const keyOf = onceEach<T>(({ item, id, metres }) => {
      if (field === 'DISTANCE') return metres
      return field === 'IDS' ? (ids?.get(id) ?? null) : (known[field]?.(item) ?? null)
    })
    return (a: Placed<T>, b: Placed<T>) => compareKeys(keyOf(a), keyOf(b), sign)
  })
  return (a, b) => {
    for (const compare of compares) {
      const difference = compare(a, b)
      if (difference !== 0) return difference
    }
    return compareIds(a.id, b.id)
  }
}

/** A key may be read from another source than the item: once is enough. */
function onceEach<T>(keyOf: (item: Placed<T>) => SortKey): (item: Placed<T>) => SortKey {
  const known = new Map<Placed<T>, SortKey>()
  return (item) => {
    const key = known.get(item)
    if (key !== undefined) return key
    const read = keyOf(item)
    known.set(item, read)
    return read
  }
}

/** What is not known comes last in both directions. */
function compareKeys(a: SortKey, b: SortKey, sign: number): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
  if (typeof a === 'number' && typeof b === 'number') return sign * (a - b)
  return sign * compareTexts(String(a), String(b))
}

function compareTexts(a: string, b: string): number {
  return a.localeCompare(b)
}
