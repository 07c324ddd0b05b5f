import { useSignal, type Signal } from '@preact/signals'
import type { JSX } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { words } from '../../language/language.ts'
import { isSameSelected } from '../selection.ts'
import { useShown } from '../shown.ts'
import { BodyRow } from './BodyRow.tsx'
import type { DataRow, DataTable } from './buildTable.ts'
import { ColumnMenu, type OpenedMenu } from './ColumnMenu.tsx'
import { GroupRow } from './GroupRow.tsx'
import { HeadCell } from './HeadCell.tsx'
import type { UsedTable } from './useTable.ts'
import { useVirtualRows, type RowVirtualizer } from './useVirtualRows.ts'

/** The part of the table that scrolls: a head that stays, and the rows in sight. */
export function Sheet({ used, room }: { readonly used: UsedTable; readonly room: Signal<number> }) {
  const { table, columns } = used
  const { selection } = useShown()
  const sheet = useRef<HTMLDivElement>(null)
  const menu = useSignal<OpenedMenu | null>(null)
  const { rows } = table.getRowModel()
  const virtualizer = useVirtualRows(sheet, rows.length, (index) => rows[index]?.id ?? `${index}`)
  // Pinned ones first, as the head has them.
  const leaves = [...table.getStartVisibleLeafColumns(), ...table.getCenterVisibleLeafColumns()]
  const shown = leaves.map(({ id }) => id)
  const items = virtualizer.getVirtualItems()
  const { before, after } = spaceAround(virtualizer)
  useFollowWidth(sheet, room)
  useFollowSelection(virtualizer, rows)
  useBeginAnew(sheet, table)
  return (
    // Focusable, so that the keyboard can scroll it and go from row to row.
    <div
      ref={sheet}
      class="sheet data"
      tabIndex={0}
      role="region"
      aria-label={words.value.view.table}
      onKeyDown={(event) => {
        const next = rowByKey(event, rows, selectedIndex(rows, selection.value))
        if (next === null) return
        event.preventDefault()
        selection.value = rows[next]?.original.at ?? null
        virtualizer.scrollToIndex(next)
      }}
    >
      <table style={{ width: table.getTotalSize() }} aria-rowcount={rows.length + 1}>
        <colgroup>
          {leaves.map((column) => (
            <col key={column.id} style={{ width: column.getSize() }} />
          ))}
        </colgroup>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id} aria-rowindex={1}>
              {group.headers.map((header) => (
                <HeadCell key={header.id} header={header} used={used} menu={menu} />
              ))}
            </tr>
          ))}
        </thead>
        <Space height={before} />
        {items.map(({ key, index }) => {
          const row = rows[index]
          return (
            row && (
              <tbody key={key} data-index={index} ref={virtualizer.measureElement}>
                {row.getIsGrouped() ? (
                  <GroupRow row={row} columns={columns} shown={shown} index={index} span={leaves.length} />
                ) : (
                  <BodyRow row={row} columns={columns} leaves={leaves} index={index} />
                )}
              </tbody>
            )
          )
        })}
        <Space height={after} />
      </table>
      <ColumnMenu menu={menu} used={used} />
    </div>
  )
}

/** Where the rows would be that are not drawn. */
function Space({ height }: { readonly height: number }) {
  if (height <= 0) return null
  return (
    <tbody aria-hidden="true">
      <tr>
        <td class="space" style={{ height }} />
      </tr>
    </tbody>
  )
}

function spaceAround(virtualizer: RowVirtualizer): { readonly before: number; readonly after: number } {
  const items = virtualizer.getVirtualItems()
  const [first, last] = [items[0], items.at(-1)]
  if (!first || !last) return { before: 0, after: 0 }
  const { scrollMargin } = virtualizer.options
  return { before: first.start - scrollMargin, after: virtualizer.getTotalSize() - (last.end - scrollMargin) }
}

function useFollowWidth(sheet: { readonly current: HTMLElement | null }, room: Signal<number>): void {
  useLayoutEffect(() => {
    const { current } = sheet
    if (current === null) return
    const observer = new ResizeObserver(() => {
      room.value = current.clientWidth
    })
    room.value = current.clientWidth
    observer.observe(current)
    return () => observer.disconnect()
  }, [])
}

/** Rows in another order, or other rows, are read from the first. */
function useBeginAnew(sheet: { readonly current: HTMLElement | null }, table: DataTable): void {
  const { sorting, grouping, columnFilters, globalFilter } = table.options.state ?? {}
  const isFirst = useRef(true)
  useLayoutEffect(() => {
    if (!isFirst.current && sheet.current) sheet.current.scrollTop = 0
    isFirst.current = false
  }, [sorting, grouping, columnFilters, globalFilter])
}

/** What was selected in another view is brought into sight. */
function useFollowSelection(virtualizer: RowVirtualizer, rows: readonly DataRow[]): void {
  const { selection } = useShown()
  useLayoutEffect(() => {
    const index = selectedIndex(rows, selection.value)
    if (index !== -1) virtualizer.scrollToIndex(index, { align: 'center' })
  }, [])
}

function selectedIndex(
  rows: readonly DataRow[],
  selected: ReturnType<typeof useShown>['selection']['value'],
): number {
  return selected === null
    ? -1
    : rows.findIndex((row) => !row.getIsGrouped() && isSameSelected(row.original.at, selected))
}

/** Up and down from the selected row, over the heads of groups; null for any other key. */
function rowByKey(
  { key, target, currentTarget }: JSX.TargetedKeyboardEvent<HTMLElement>,
  rows: readonly DataRow[],
  from: number,
): number | null {
  if (target !== currentTarget || (key !== 'ArrowDown' && key !== 'ArrowUp')) return null
  const step = key === 'ArrowDown' ? 1 : -1
  let index = from + step
  while (rows[index]?.getIsGrouped()) index += step
  return rows[index] === undefined ? null : index
}
