import { cellText, type Cell, type Row } from '../../../kit/tables/rows.ts'
import type { ColumnType } from '../../../kit/tables/columns.ts'
import { GatewayError } from '../../errors.ts'
import type { TableColumn } from '../tableColumns.ts'

const OPERATORS = ['!=', '<=', '>=', '=', '<', '>', '~'] as const
type Operator = (typeof OPERATORS)[number]

/** A condition such as `freeSpaces.cars>=10`; `~` is "contains", in whichever case. */
export interface Condition {
  readonly column: string
  readonly operator: Operator
  readonly value: string
}

export function parseCondition(text: string): Condition {
  const [, column = '', sign = '', value = ''] = /^([\w.]+)(!=|<=|>=|=|<|>|~)(.*)$/su.exec(text) ?? []
  const operator = OPERATORS.find((known) => known === sign)
  if (operator) return { column, operator, value }
  throw new GatewayError(
    'BAD_USER_INPUT',
    `filter: expected a column, one of ${OPERATORS.join(' ')} and a value, such as "stars>=4"; got ${JSON.stringify(text)}.`,
  )
}

/** Throws GatewayError BAD_USER_INPUT where the value cannot be one of the column. */
export function compileCondition(
  { operator, value }: Condition,
  { name, type }: TableColumn,
): (row: Row) => boolean {
  const cellOf = (row: Row) => row.get(name) ?? null
  if (value === '' && operator === '=') return (row) => cellOf(row) === null || cellOf(row) === ''
  if (value === '' && operator === '!=') return (row) => cellOf(row) !== null && cellOf(row) !== ''
  if (operator === '~') {
    const wanted = value.toLowerCase()
    return (row) => cellText(cellOf(row)).toLowerCase().includes(wanted)
  }
  const wanted = comparable(value, type)
  if (Number.isNaN(wanted)) throw unfit(name, type, value)
  const holds = HOLDS[operator]
  return (row) => {
    const cell = cellOf(row)
    return cell !== null && holds(compare(comparable(cell, type), wanted))
  }
}

const HOLDS: Readonly<Record<Exclude<Operator, '~'>, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
}

/** What cells of a column are compared by: numbers and instants as numbers. */
export function comparable(cell: Cell, type: ColumnType): string | number {
  if (type === 'integer' || type === 'number') return cell === '' ? NaN : Number(cell)
  if (type === 'dateTime') return Date.parse(cellText(cell).replace(/ (?=\d\d:?\d\d$)/, '+'))
  if (type === 'any' && typeof cell === 'number') return cell
  return cellText(cell)
}

/** By code units, so that the order is the same everywhere; a number before a text. */
export function compare(one: string | number, other: string | number): number {
  if (one === other) return 0
  if (typeof one === typeof other) return one < other ? -1 : 1
  return typeof one === 'number' ? -1 : 1
}

function unfit(name: string, type: ColumnType, value: string): GatewayError {
  const expected = type === 'dateTime' ? 'a time in ISO 8601' : 'a number'
  return new GatewayError(
    'BAD_USER_INPUT',
    `filter: ${name}: expected ${expected}; got ${JSON.stringify(value)}.`,
  )
}
