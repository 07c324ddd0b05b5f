/** What a column holds; `any` where nobody says, and each value is written as what it is. */
export type ColumnType =
  'text' | 'integer' | 'number' | 'boolean' | 'date' | 'month' | 'dateTime' | 'list' | 'objects' | 'any'

export interface Column {
  /** The key of its cells. */
  readonly name: string
  /** What stands above it. */
  readonly head: string
  readonly type: ColumnType
}

/** Columns of which the names alone are known. */
export function plainColumns(names: readonly string[]): readonly Column[] {
  return names.map((name) => ({ name, head: name, type: 'any' }))
}
