import { isOpenAt, parseOpeningHours } from '../../_kit/openingHours.ts'
import { EARTH_RADIUS_METRES, type Position } from '../../_kit/place.ts'
import type { AskDatabase } from './database.ts'
import type { KeysetPosition } from './keyset.ts'
import type { Bind, Condition, Order } from './table.ts'

export interface Statement {
  readonly values: readonly unknown[]
  readonly bind: Bind
}

export function createStatement(): Statement {
  const values: unknown[] = []
  return { values, bind: (value) => `$${values.push(value)}` }
}

/** Where a row stands against a position in the order; `otherwise` where there is no position. */
export function writeCompared<R>(
  { keys, idDirection }: Order<R>,
  comparison: '<' | '<=' | '>' | '>=',
  position: KeysetPosition | null,
  bind: Bind,
  otherwise: 'true' | 'false',
): string {
  if (position === null) return otherwise
  const row = keys.map(({ sql }) => sql(bind))
  const values = position.numbers.map((number) => `${bind(number)}::float8`)
  const id = bind(position.id)
  if (idDirection === 'ASC')
    return `(${[...row, 'id'].join(', ')}) ${comparison} (${[...values, id].join(', ')})`
  const ofIds = `id ${OPPOSITE[comparison]} ${id}`
  if (keys.length === 0) return ofIds
  const [ours, theirs] = [row.join(', '), values.join(', ')]
  return `((${ours}) ${comparison.charAt(0)} (${theirs}) OR (${ours}) = (${theirs}) AND ${ofIds})`
}

const OPPOSITE = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const

/** What stands after ORDER BY; the other way round where the end of a range is read. */
export function writeOrder<R>({ keys, idDirection }: Order<R>, fromEnd: boolean, bind: Bind): string {
  const other = idDirection === 'ASC' ? 'DESC' : 'ASC'
  const numbers = keys.map(({ sql }) => `${sql(bind)} ${fromEnd ? 'DESC' : 'ASC'}`)
  return [...numbers, `id ${fromEnd ? other : idDirection}`].join(', ')
}

/** How far a row stands from a place, along the great circle, as `metresBetween` has it of a record. */
export function writeMetres({ lat, lng }: Position, bind: Bind): string {
  const [at, along] = [`${bind(lat)}::float8`, `${bind(lng)}::float8`]
  const half = (degrees: string) => `power(sin(radians(${degrees}) / 2), 2)`
  const h = `${half(`lat - ${at}`)} + cos(radians(${at})) * cos(radians(lat)) * ${half(`lng - ${along}`)}`
  return `2 * ${EARTH_RADIUS_METRES} * asin(sqrt(${h}))`
}

/** Conditions as SQL; `open` holds the opening rules under which something is open at the moment asked for. */
export function writeWhere<R>(
  conditions: readonly Condition<R>[],
  open: readonly string[],
  bind: Bind,
): string {
  const parts = conditions.map((condition) => {
    switch (condition.kind) {
      case 'oneOf':
        return `${condition.column} = ANY(${bind(condition.values)}::text[])`
      case 'atLeast':
        return `${condition.column} >= ${bind(condition.value)}::int8`
      case 'atMost':
        return `${condition.column} <= ${bind(condition.value)}::int8`
      case 'lastsOn':
        return `${bind(condition.day)}::date BETWEEN ${condition.columns.join(' AND ')}`
      case 'within':
        return `lat BETWEEN ${bind(condition.box.south)}::float8 AND ${bind(condition.box.north)}::float8
          AND lng BETWEEN ${bind(condition.box.west)}::float8 AND ${bind(condition.box.east)}::float8`
      case 'near':
        return `${writeMetres(condition.centre, bind)} <= ${bind(condition.withinMetres)}::float8`
      case 'openAt':
        return `opening_rules = ANY(${bind(open)}::text[])`
    }
  })
  return parts.length > 0 ? parts.join(' AND ') : 'true'
}

/**
 * The opening rules under which something is open at the moment that a condition asks for. A register has few
 * different rules, so these are read by our one parser and the choice stays in SQL: counts and pages remain exact.
 */
export async function findOpen<R>(
  table: string,
  conditions: readonly Condition<R>[],
  ask: AskDatabase,
): Promise<readonly string[]> {
  const condition = conditions.find(({ kind }) => kind === 'openAt')
  if (condition?.kind !== 'openAt') return []
  const rows = await ask(`SELECT DISTINCT opening_rules FROM ${table} WHERE opening_rules IS NOT NULL`, [])
  return rows
    .map((row) => row.opening_rules ?? '')
    .filter((rules) => isOpenAt(parseOpeningHours(rules), condition.instant) === true)
}
