import { useSignal } from '@preact/signals'
import type { AnswerColumn } from '../../format/columns.ts'
import { isSameSelected } from '../selection.ts'
import { useShown } from '../shown.ts'
import type { DataRow, DataTable } from './buildTable.ts'
import { InnerTable } from './InnerTable.tsx'
import { stickTo } from './stickTo.ts'
import { TableCell } from './TableCell.tsx'
import { toggle } from './tableChoice.ts'

/** A row, and below it the lists within it that are open, each in a line of its own. */
export function BodyRow({
  row,
  columns,
  leaves,
  index,
}: {
  readonly row: DataRow
  readonly columns: readonly AnswerColumn[]
  readonly leaves: ReturnType<DataTable['getVisibleLeafColumns']>
  readonly index: number
}) {
  const { selection } = useShown()
  const open = useSignal<readonly string[]>([])
  const { cells, at } = row.original
  const isChosen = isSameSelected(selection.value, at)
  const fieldOf = (name: string) => columns.find((column) => column.name === name)
  return (
    <>
      <tr
        class={isChosen ? 'chosen' : ''}
        aria-rowindex={index + 2}
        aria-current={isChosen ? 'true' : undefined}
        onClick={() => {
          selection.value = at
        }}
      >
        {leaves.map((leaf) => {
          const column = fieldOf(leaf.id)
          return (
            column && (
              <TableCell
                key={leaf.id}
                cell={cells.get(leaf.id)}
                field={column.field}
                isPinned={leaf.getIsPinned() !== false}
                style={stickTo(leaf)}
                isOpen={open.value.includes(leaf.id)}
                toggle={() => {
                  open.value = toggle(open.value, leaf.id)
                }}
              />
            )
          )
        })}
      </tr>
      {open.value.map((name) => {
        const [column, items] = [fieldOf(name), cells.get(name)]
        return (
          column &&
          Array.isArray(items) && (
            <tr key={name} class="detail">
              <td colSpan={leaves.length}>
                <div class="inner-sheet">
                  <InnerTable items={items} field={column.field} head={column.head} />
                </div>
              </td>
            </tr>
          )
        )
      })}
    </>
  )
}
