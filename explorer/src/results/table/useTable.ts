import { useComputed, useSignal, type Signal } from '@preact/signals'
import { useMemo, useRef } from 'preact/hooks'
import { functionalUpdate } from '@tanstack/table-core'
import type { AnswerColumn } from '../../format/columns.ts'
import { measureWith } from '../../format/texts.ts'
import { useShown } from '../shown.ts'
import { buildTable, chooseState, describeColumns, type DataTable, type Options } from './buildTable.ts'
import { findWidths, growToFit } from './columnWidths.ts'
import { arrangeColumns, pinColumns, tableChoice } from './tableAddress.ts'
import { arrange, takePlace, type TableChoice } from './tableChoice.ts'

export interface UsedTable {
  readonly table: DataTable
  readonly choice: TableChoice
  /** In the sequence that the reader gave them. */
  readonly columns: readonly AnswerColumn[]
  /** How many rows there are before any filter. */
  readonly count: number
  readonly setWidth: (name: string, width: number) => void
  /** A column takes the place of another; those that are kept in sight have a sequence of their own. */
  readonly moveColumn: (name: string, to: string) => void
}

type State = NonNullable<Options['state']>

/** The answer as a table, laid out as the address says; `room` is how wide it may be. */
export function useTable(room: Signal<number>): UsedTable {
  const { cells, columns: own, places } = useShown()
  const names = useComputed(() => own.value.map(({ name }) => name))
  const choice = useComputed(() => tableChoice(names.value))
  const columns = useComputed(() => {
    const byName = new Map(own.value.map((column) => [column.name, column]))
    return arrange(names.value, choice.value.sequence).flatMap((name) => byName.get(name) ?? [])
  })
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
    moveColumn: (name, to) => {
      const { pinned, sequence } = choice.value
      if (pinned.includes(name) !== pinned.includes(to)) return
      if (pinned.includes(name)) pinColumns(takePlace(pinned, name, to))
      else arrangeColumns(takePlace(arrange(names.value, sequence), name, to), names.value)
    },
  }
}

function measure() {
  const { fontFamily } = getComputedStyle(document.body)
  return measureWith(`14px ${fontFamily}`)
}
