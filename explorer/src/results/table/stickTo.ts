import type { DataTable } from './buildTable.ts'

type DataColumn = ReturnType<DataTable['getVisibleLeafColumns']>[number]

/** Where a pinned column stays while the others move below it. */
export function stickTo(column: DataColumn): { readonly left?: string } {
  return column.getIsPinned() === 'start' ? { left: `${column.getStart('start')}px` } : {}
}
