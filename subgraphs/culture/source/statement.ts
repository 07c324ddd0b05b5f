import { isOpenAt, parseOpeningHours } from '../../_kit/openingHours.ts'
import type { AskDatabase } from './database.ts'
import type { Condition } from './table.ts'

export interface Statement {
  readonly values: readonly unknown[]
  /** Keeps a value and gives the parameter that stands for it. */
  readonly bind: (value: unknown) => string
}

export function createStatement(): Statement {
  const values: unknown[] = []
  return { values, bind: (value) => `$${values.push(value)}` }
}

/** Conditions as SQL; `open` holds the opening rules under which something is open at the moment asked for. */
export function writeWhere<R>(
  conditions: readonly Condition<R>[],
  open: readonly string[],
  bind: Statement['bind'],
): string {
  const parts = conditions.map((condition) => {
    switch (condition.kind) {
      case 'oneOf':
        return `${condition.column} = ANY(${bind(condition.values)}::text[])`
      case 'atLeast':
        return `${condition.column} >= ${bind(condition.value)}::int8`
      case 'atMost':
        return `${condition.column} <= ${bind(condition.value)}::int8`
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
