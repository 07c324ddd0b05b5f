import type { Signal } from '@preact/signals'
import { useEffect, useId, useRef } from 'preact/hooks'
import { formatValue } from '../../format/values.ts'
import { words } from '../../language/language.ts'
import type { DataTable } from './buildTable.ts'
import { NARROWEST } from './columnWidths.ts'
import { isNumeric } from './filter.ts'
import { filterBy, groupBy, hideColumns, orderBy, pinColumns } from './tableAddress.ts'
import { toggle } from './tableChoice.ts'
import type { UsedTable } from './useTable.ts'

/** Which column's menu is open, and the button that opened it. */
export interface OpenedMenu {
  readonly name: string
  readonly anchor: HTMLElement
}

const WIDER = 1.3
const MARGIN = 8

/** What can be done with a column. It lies above the page, so that the sheet does not cut it off. */
export function ColumnMenu({
  menu,
  used,
}: {
  readonly menu: Signal<OpenedMenu | null>
  readonly used: UsedTable
}) {
  const popover = useRef<HTMLDivElement>(null)
  const opened = menu.value
  useEffect(() => {
    const { current } = popover
    if (current === null || opened === null) return
    current.showPopover()
    const { left, bottom } = opened.anchor.getBoundingClientRect()
    const { width, height } = current.getBoundingClientRect()
    current.style.left = `${Math.max(MARGIN, Math.min(left, innerWidth - width - MARGIN))}px`
    current.style.top = `${Math.max(MARGIN, Math.min(bottom + 4, innerHeight - height - MARGIN))}px`
    current.querySelector('input')?.focus()
  }, [opened])
  const close = () => {
    popover.current?.hidePopover()
    opened?.anchor.focus()
  }
  const column = used.columns.find(({ name }) => name === opened?.name)
  return (
    <div
      ref={popover}
      popover="auto"
      class="column-menu"
      role="dialog"
      aria-label={column?.head}
      onToggle={({ currentTarget }) => {
        // It is told later: another column's menu may be open by then.
        if (!currentTarget.matches(':popover-open')) menu.value = null
      }}
    >
      {opened && column && <MenuItems key={opened.name} name={opened.name} used={used} close={close} />}
    </div>
  )
}

function MenuItems({
  name,
  used,
  close,
}: {
  readonly name: string
  readonly used: UsedTable
  readonly close: () => void
}) {
  const { view: strings } = words.value
  const { choice, columns, table, setWidth, moveColumn } = used
  const column = columns.find((one) => one.name === name)
  const neighbours = choice.pinned.includes(name)
    ? table.getStartVisibleLeafColumns()
    : table.getCenterVisibleLeafColumns()
  const at = neighbours.findIndex(({ id }) => id === name)
  const [before, after] = [neighbours[at - 1], neighbours[at + 1]]
  const width = table.getColumn(name)?.getSize() ?? NARROWEST
  const act = (label: string, run: () => void, stays = false) => (
    <button
      key={label}
      type="button"
      onClick={() => {
        run()
        if (!stays) close()
      }}
    >
      {label}
    </button>
  )
  return (
    <>
      {column && <ColumnFilter used={used} column={column} close={close} />}
      {act(strings.upwards, () => orderBy({ column: name, down: false }))}
      {act(strings.downwards, () => orderBy({ column: name, down: true }))}
      {choice.order?.column === name && act(strings.unordered, () => orderBy(null))}
      {column?.field.isList !== true &&
        act(choice.groups.includes(name) ? strings.ungroup : strings.group, () =>
          groupBy(toggle(choice.groups, name)),
        )}
      {act(choice.pinned.includes(name) ? strings.unpin : strings.pin, () =>
        pinColumns(toggle(choice.pinned, name)),
      )}
      {before && act(strings.moveLeft, () => moveColumn(name, before.id))}
      {after && act(strings.moveRight, () => moveColumn(name, after.id))}
      {act(strings.hide, () => hideColumns([...choice.hidden, name]))}
      {act(strings.wider, () => setWidth(name, Math.round(width * WIDER)), true)}
      {act(strings.narrower, () => setWidth(name, Math.max(NARROWEST, Math.round(width / WIDER))), true)}
    </>
  )
}

/** So few values are proposed; of more, one types a part. */
const MOST_PROPOSED = 30

function ColumnFilter({
  used: { choice, table },
  column: { name, head, field },
  close,
}: {
  readonly used: UsedTable
  readonly column: UsedTable['columns'][number]
  readonly close: () => void
}) {
  const { view: strings } = words.value
  const list = useId()
  return (
    <label>
      {strings.onlyWhere(head)}
      <input
        class="field"
        type="search"
        value={choice.filters.get(name) ?? ''}
        placeholder={isNumeric(field) ? strings.numberFilter : ''}
        list={list}
        onInput={(event) => filterBy(new Map([...choice.filters, [name, event.currentTarget.value]]))}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          // Else the button that gets the focus would be pressed by it.
          event.preventDefault()
          close()
        }}
      />
      <datalist id={list}>
        {proposeValues(table, name, (value) => formatValue(value, field)).map((text) => (
          <option key={text} value={text} />
        ))}
      </datalist>
    </label>
  )
}

function proposeValues(
  table: DataTable,
  name: string,
  format: (value: unknown) => string,
): readonly string[] {
  const values = new Set<string>()
  for (const { original } of table.getCoreRowModel().rows) {
    const text = format(original.cells.get(name))
    if (text !== '') values.add(text)
    if (values.size > MOST_PROPOSED) return []
  }
  return [...values].toSorted()
}
