import type { Signal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { words } from '../../language/language.ts'
import type { DataHeader } from './buildTable.ts'
import type { OpenedMenu } from './ColumnMenu.tsx'
import { stickTo } from './stickTo.ts'
import { orderBy } from './tableAddress.ts'
import type { UsedTable } from './useTable.ts'

/** What is dragged from elsewhere is no column. */
const DRAGGED = 'application/x-macao-column'

/** The head of a column: a press orders by it, its menu does the rest, its edge sets its width; it can be dragged to another place. */
export function HeadCell({
  header,
  used: { choice, moveColumn },
  menu,
}: {
  readonly header: DataHeader
  readonly used: UsedTable
  readonly menu: Signal<OpenedMenu | null>
}) {
  const { id: name, columnDef } = header.column
  const own = useId()
  const order = choice.order?.column === name ? choice.order : null
  const resize = header.getResizeHandler()
  return (
    <th
      scope="col"
      class={header.column.getIsPinned() ? 'pinned' : ''}
      style={stickTo(header.column)}
      aria-sort={order === null ? 'none' : order.down ? 'descending' : 'ascending'}
      onDragOver={(event) => {
        if (event.dataTransfer?.types.includes(DRAGGED)) event.preventDefault()
      }}
      onDrop={(event) => {
        event.preventDefault()
        moveColumn(event.dataTransfer?.getData(DRAGGED) ?? '', name)
      }}
    >
      {/* By the keyboard a column is moved in its menu. */}
      <div class="column-head" draggable onDragStart={(event) => event.dataTransfer?.setData(DRAGGED, name)}>
        <button
          id={own}
          type="button"
          onClick={() => orderBy({ column: name, down: order !== null && !order.down })}
        >
          {String(columnDef.header)}
          {order && <span aria-hidden="true">{order.down ? ' ↓' : ' ↑'}</span>}
          {choice.filters.has(name) && <span aria-hidden="true"> ▽</span>}
        </button>
        <button
          type="button"
          class="more"
          aria-label={words.value.view.columnOptions}
          aria-describedby={own}
          aria-haspopup="dialog"
          aria-expanded={menu.value?.name === name}
          onClick={(event) => {
            menu.value = { name, anchor: event.currentTarget }
          }}
        >
          <span aria-hidden="true">⋮</span>
        </button>
      </div>
      {/* By the keyboard a column is made wider in its menu. */}
      <span
        class={header.column.getIsResizing() ? 'grip moving' : 'grip'}
        aria-hidden="true"
        onMouseDown={(event) => {
          // Else the browser drags the head itself, as soon as it lies where the edge was.
          event.preventDefault()
          resize(event)
        }}
        onTouchStart={resize}
      />
    </th>
  )
}
