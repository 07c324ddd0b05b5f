import type { Page } from '../../_kit/connection.ts'
import { assertArea, isArea } from '../../_kit/lists/knownIds.ts'
import { MAX_IDS, readQuestion, type Asked, type ListQuestion } from '../../_kit/lists/listItems.ts'
import type { PlacedSortField, Sort } from '../../_kit/lists/sort.ts'
import { metresBetween, type Position } from '../../_kit/place.ts'
import { writeMetres } from './statement.ts'
import {
  BY_AREA,
  BY_ID,
  inArea,
  orderKey,
  type Condition,
  type ListReader,
  type Order,
  type OrderKey,
  type RegisterRecord,
  type TableNumber,
  type TableRecord,
} from './table.ts'

/** What a table has to say for the grammar of lists; the database answers by it, as `listItems` does in memory. */
export interface TableRules<R, F extends string> {
  /** Several of its records, as in an error. */
  readonly what: string
  readonly keys: Readonly<Record<Exclude<F, PlacedSortField>, TableNumber<R>>>
  readonly usual?: readonly Sort<F>[]
}

/** A page of the records of a table that fulfil the conditions of a filter. */
export async function listTable<R extends TableRecord, F extends string>(
  table: ListReader<R>,
  conditions: readonly Condition<R>[],
  question: ListQuestion<F>,
  rules: TableRules<R, F>,
): Promise<Page<R>> {
  const asked = await readTableQuestion(table, question, rules)
  const order = orderOf(asked, rules, noPlace)
  return table.list([...conditions, ...ofIds(asked)], order, bound(question, asked, rules))
}

/** The same for what stands somewhere. */
export async function listRegister<R extends RegisterRecord, F extends string>(
  register: ListReader<R>,
  area: string | null | undefined,
  conditions: readonly Condition<R>[],
  question: ListQuestion<F>,
  rules: TableRules<R, F>,
): Promise<Page<R>> {
  await assertAreaOf(register, area)
  const asked = await readTableQuestion(register, question, rules)
  const order = orderOf(asked, rules, placeOf)
  const all = [...inArea(area), ...conditions, ...ofIds(asked), ...ofPlaces(asked)]
  return register.list(all, order, bound(question, asked, rules))
}

const placeOf = ({ place }: RegisterRecord): Position | null => place
const noPlace = (): null => null

async function assertAreaOf<R extends RegisterRecord>(
  register: ListReader<R>,
  area: string | null | undefined,
): Promise<void> {
  if (!area || isArea(area)) return
  const ours = await register.group(BY_AREA, [area], 1)
  assertArea('filter.area', area, (id) => ours.has(id))
}

async function readTableQuestion<R extends TableRecord, F extends string>(
  table: ListReader<R>,
  question: ListQuestion<F>,
  { what }: TableRules<R, F>,
): Promise<Asked<F>> {
  const { ids } = question
  const known = ids && ids.length <= MAX_IDS ? await table.find(ids) : null
  return readQuestion(question, { what, isKnown: (id) => known === null || known.has(id) })
}

/** What cursors are bound to: the same whether the order is asked for or the usual one. */
function bound<R, F extends string>(
  question: ListQuestion<F>,
  { sort, ids, near }: Asked<F>,
  { usual }: TableRules<R, F>,
): ListQuestion<F> {
  return { ...question, sort: sort ?? (ids || near ? null : (usual ?? null)) }
}

function orderOf<R extends TableRecord, F extends string>(
  { sort, near, ids }: Asked<F>,
  { keys, usual }: TableRules<R, F>,
  positionOf: (record: R) => Position | null,
): Order<R> {
  if (sort === null && near !== null) return { ...BY_ID, keys: [byDistance(near, positionOf, 'ASC')] }
  if (sort === null && ids !== null) return { ...BY_ID, keys: [asAsked(ids)] }
  const known: Readonly<Record<string, TableNumber<R> | undefined>> = keys
  const asked = sort ?? usual ?? []
  // An id is never alike: what would follow it decides nothing.
  const end = asked.findIndex(({ field }) => field === 'ID')
  const before = end < 0 ? asked : asked.slice(0, end)
  return {
    keys: before.flatMap(({ field, direction }) => {
      if (field === 'DISTANCE') return near ? [byDistance(near, positionOf, direction)] : []
      const number = known[field]
      return number ? [orderKey(number, direction)] : []
    }),
    idDirection: asked[end]?.direction ?? 'ASC',
  }
}

/** In whole millimetres, since the database reckons the last digits otherwise. */
function byDistance<R>(
  centre: Position,
  positionOf: (record: R) => Position | null,
  direction: 'ASC' | 'DESC',
): OrderKey<R> {
  return orderKey(
    {
      isAlwaysKnown: false,
      sql: (bind) => `round(1000 * ${writeMetres(centre, bind)})`,
      of: (record) => {
        const position = positionOf(record)
        return position && Math.round(1000 * metresBetween(centre, position))
      },
    },
    direction,
  )
}

function asAsked<R extends TableRecord>(ids: ReadonlyMap<string, number>): OrderKey<R> {
  return {
    sql: (bind) => `array_position(${bind([...ids.keys()])}::text[], id)::float8`,
    of: ({ id }) => (ids.get(id) ?? -1) + 1,
  }
}

function ofIds<F extends string>({ ids }: Asked<F>): readonly Condition<TableRecord>[] {
  return ids ? [{ kind: 'oneOf', column: 'id', values: [...ids.keys()], of: ({ id }) => id }] : []
}

function ofPlaces<F extends string>({
  near,
  withinMetres,
  within,
}: Asked<F>): readonly Condition<RegisterRecord>[] {
  return [
    ...(within ? [{ kind: 'within' as const, box: within, of: placeOf }] : []),
    ...(near && withinMetres !== null
      ? [{ kind: 'near' as const, centre: near, withinMetres, of: placeOf }]
      : []),
  ]
}
