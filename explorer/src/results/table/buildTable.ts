import {
  columnFilteringFeature,
  columnGroupingFeature,
  columnPinningFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  constructTable,
  createExpandedRowModel,
  createFilteredRowModel,
  createGroupedRowModel,
  createSortedRowModel,
  globalFilteringFeature,
  rowExpandingFeature,
  rowSortingFeature,
  tableFeatures,
  type ColumnDef,
  type Header,
  type Row as ModelRow,
  type Table,
  type TableOptions,
} from '@tanstack/table-core'
import { storeReactivityBindings } from '@tanstack/table-core/store-reactivity-bindings'
import type { Row } from '../../../../kit/tables/rows.ts'
import type { AnswerColumn } from '../../format/columns.ts'
import type { Selected } from '../selection.ts'
import { NARROWEST } from './columnWidths.ts'
import { compareCells } from './compareCells.ts'
import { parseFilter, textOfCell, type CellTest } from './filter.ts'
import type { TableChoice } from './tableChoice.ts'

/** A row as the table has it: what it has in each column, and what it is a row of. */
export interface TableRow {
  readonly cells: Row
  readonly at: Selected
}

const features = tableFeatures({
  coreReactivityFeature: storeReactivityBindings(),
  columnFilteringFeature,
  globalFilteringFeature,
  filteredRowModel: createFilteredRowModel(),
  columnGroupingFeature,
  groupedRowModel: createGroupedRowModel(),
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  rowExpandingFeature,
  expandedRowModel: createExpandedRowModel(),
  columnVisibilityFeature,
  columnPinningFeature,
  columnSizingFeature,
  columnResizingFeature,
})

export type TableFeatures = typeof features
export type DataTable = Table<TableFeatures, TableRow>
export type DataRow = ModelRow<TableFeatures, TableRow>
export type DataHeader = Header<TableFeatures, TableRow>
export type Options = TableOptions<TableFeatures, TableRow>
type Column = ColumnDef<TableFeatures, TableRow>

/** What follows from the address; the rest of the state is the table's own or the view's. */
export type ChosenState = Pick<
  NonNullable<Options['state']>,
  'sorting' | 'grouping' | 'columnFilters' | 'globalFilter' | 'columnVisibility' | 'columnPinning'
>

export function buildTable(options: Omit<Options, 'features'>): DataTable {
  return constructTable<TableFeatures, TableRow>({ features, ...SETTINGS, ...options })
}

const SETTINGS = {
  // A column by which rows are grouped stays where it is.
  groupedColumnMode: false,
  autoResetExpanded: false,
  columnResizeMode: 'onChange',
  getColumnCanGlobalFilter: () => true,
} as const satisfies Partial<Options>

/** What the table has to know of the columns of an answer. */
export function describeColumns(
  columns: readonly AnswerColumn[],
): Pick<Options, 'columns' | 'globalFilterFn'> {
  const fields = new Map(columns.map(({ name, field }) => [name, field]))
  return {
    columns: defineColumns(columns),
    globalFilterFn: (row, name, wanted: string) => {
      const field = fields.get(name)
      return field !== undefined && textOfCell(row.original.cells.get(name), field).includes(wanted)
    },
  }
}

function defineColumns(columns: readonly AnswerColumn[]): Column[] {
  return columns.map(({ name, head, field }) => ({
    id: name,
    header: head,
    // What is not known comes last, whichever way one sorts.
    accessorFn: ({ cells }) => cells.get(name) ?? undefined,
    sortUndefined: 'last',
    sortFn: (a, b) => compareCells(a.original.cells.get(name), b.original.cells.get(name), field),
    filterFn: (row, _column, test: CellTest) => test(row.original.cells.get(name)),
    getGroupingValue: ({ cells }) => cells.get(name) ?? null,
    minSize: NARROWEST,
  }))
}

export function chooseState(choice: TableChoice, columns: readonly AnswerColumn[]): ChosenState {
  const { order, groups, hidden, pinned, filters, find } = choice
  return {
    sorting: order ? [{ id: order.column, desc: order.down }] : [],
    grouping: [...groups],
    columnFilters: columns.flatMap(({ name, field }) => {
      const text = filters.get(name)
      return text === undefined ? [] : [{ id: name, value: parseFilter(text, field) }]
    }),
    globalFilter: find.trim().toLowerCase(),
    columnVisibility: Object.fromEntries(hidden.map((name) => [name, false])),
    columnPinning: { start: [...pinned], end: [] },
  }
}
