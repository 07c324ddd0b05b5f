import { useComputed, useSignal, type Signal } from '@preact/signals'
import { useMemo, useRef } from 'preact/hooks'
import { functionalUpdate } from '@tanstack/table-core'
import type { AnswerColumn } from '../../format/columns.ts'
import { measureWith } from '../../format/texts.ts'
import { useShown } from '../shown.ts'
import { buildTable, chooseState, describeColumns, type DataTable, type Options } from './buildTable.ts'
import { findWidths, growToFit } from './columnWidths.ts'
import { tableChoice } from './tableAddress.ts'
import type { TableChoice } from './tableChoice.ts'

export interface UsedTable {
  readonly table: DataTable
  readonly choice: TableChoice
  readonly columns: readonly AnswerColumn[]
  /** How many rows there are before any filter. */
  readonly count: number
  readonly setWidth: (name: string, width: number) => void
}

type State = NonNullable<Options['state']>

/** The answer as a table, laid out as the address says; `room` is how wide it may be. */
export function useTable(room: Signal<number>): UsedTable {
  const { cells, columns, places } = useShown()
  const names = useComputed(() => columns.value.map(({ name }) => name))
  const choice = useComputed(() => tableChoice(names.value))
  const data = useComputed(() =>
    cells.value.map((row, index) => ({ cells: row, at: places.value[index] ?? { row: index, within: [] } })),
  )
  const described = useComputed(() => describeColumns(columns.value))
  const chosen = useComputed(() => chooseState(choice.value, columns.value))
  const set = useSignal<Readonly<Record<string, number>>>({})
  const resizing = useSignal<State['columnResizing']>(undefined)
  const closed = useSignal<State['expanded']>(true)
  const widths = useComputed(() => findWidths(columns.value, cells.value, measure()))
  const sizing = useComputed(() => {
    const shown = names.value.filter((name) => !choice.value.hidden.includes(name))
    return { ...growToFit(widths.value, set.value, shown, room.value) }
  })
  const options = useComputed((): Omit<Options, 'features'> => ({
    ...described.value,
    data: data.value,
    state: {
      ...chosen.value,
      columnSizing: sizing.value,
      ...(resizing.value && { columnResizing: resizing.value }),
      ...(closed.value !== undefined && { expanded: closed.value }),
    },
    onColumnSizingChange: (update) => {
      const next = functionalUpdate(update, sizing.peek())
      const changed = Object.entries(next).filter(([name, width]) => sizing.peek()[name] !== width)
      set.value = { ...set.peek(), ...Object.fromEntries(changed) }
    },
    onColumnResizingChange: (update) => {
      resizing.value = functionalUpdate(update, resizing.peek() ?? table.initialState.columnResizing)
    },
    onExpandedChange: (update) => {
      closed.value = functionalUpdate(update, closed.peek() ?? true)
    },
  }))
  const table = useMemo(() => buildTable(options.peek()), [])
  const given = useRef(options.peek())
  if (given.current !== options.value) {
    given.current = options.value
    table.setOptions((before) => ({ ...before, ...options.peek() }))
  }
  return {
    table,
    choice: choice.value,
    columns: columns.value,
    count: cells.value.length,
    setWidth: (name, width) => {
      set.value = { ...set.peek(), [name]: width }
    },
  }
}

function measure() {
  const { fontFamily } = getComputedStyle(document.body)
  return measureWith(`14px ${fontFamily}`)
}
