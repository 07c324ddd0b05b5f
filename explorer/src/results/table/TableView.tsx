import { useSignal } from '@preact/signals'
import { words } from '../../language/language.ts'
import { Sheet } from './Sheet.tsx'
import { TableControls } from './TableControls.tsx'
import { useTable } from './useTable.ts'

/** The chosen list as rows that can be ordered, filtered and grouped, of which only those in sight are drawn. */
export function TableView() {
  const room = useSignal(0)
  const used = useTable(room)
  const { rows } = used.table.getFilteredRowModel()
  return (
    <>
      <TableControls used={used} shown={rows.length} />
      <Sheet used={used} room={room} />
      {rows.length === 0 && <p class="void">{words.value.view.none}</p>}
    </>
  )
}
