import { useComputed, useSignal, type Signal } from '@preact/signals'
import { cellText, columnsOf, flattenRow, type Cell, type Row } from '../../../kit/tables/rows.ts'
import { formatNumber, words } from '../language/language.ts'
import { columns, flatRows } from './lists.ts'

interface Order {
  readonly column: string
  readonly down: boolean
}

const PAGE = 100

/** The chosen list as rows; a list within a row opens in its place. */
export function TableView() {
  const { view: strings } = words.value
  const filter = useSignal('')
  const order = useSignal<Order | null>(null)
  const hidden = useSignal<ReadonlySet<string>>(new Set())
  const page = useSignal(0)
  const rows = useComputed(() => arrange(flatRows.value, filter.value, order.value))
  const shown = columns.value.filter((column) => !hidden.value.has(column))
  const pages = Math.max(1, Math.ceil(rows.value.length / PAGE))
  const at = Math.min(page.value, pages - 1)
  const all = flatRows.value.length
  return (
    <>
      <div class="controls">
        <input
          class="field"
          type="search"
          aria-label={strings.filter}
          placeholder={strings.filter}
          value={filter.value}
          onInput={(event) => {
            filter.value = event.currentTarget.value
            page.value = 0
          }}
        />
        <ColumnChoice hidden={hidden} />
        <span class="quiet small" aria-live="polite">
          {rows.value.length === all ? strings.rows(all) : strings.rowsOf(rows.value.length, all)}
        </span>
        {pages > 1 && <Pager page={page} at={at} pages={pages} />}
      </div>
      {/* Focusable, so that the keyboard can scroll it. */}
      <div class="sheet" tabIndex={0} role="region" aria-label={strings.table}>
        <table>
          <thead>
            <tr>
              {shown.map((column) => (
                <Heading key={column} column={column} order={order} />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.value.slice(at * PAGE, (at + 1) * PAGE).map((row, index) => (
              <tr key={index}>
                {shown.map((column) => (
                  <TableCell key={column} cell={row.get(column)} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {rows.value.length === 0 && <p class="void">{strings.none}</p>}
      </div>
    </>
  )
}

function Heading({ column, order }: { readonly column: string; readonly order: Signal<Order | null> }) {
  const isSorted = order.value?.column === column
  const direction = order.value?.down ? 'descending' : 'ascending'
  return (
    <th scope="col" aria-sort={isSorted ? direction : 'none'}>
      <button
        type="button"
        onClick={() => {
          order.value = { column, down: isSorted && !order.value?.down }
        }}
      >
        {column} {isSorted && <span aria-hidden="true">{order.value?.down ? '↓' : '↑'}</span>}
      </button>
    </th>
  )
}

function ColumnChoice({ hidden }: { readonly hidden: Signal<ReadonlySet<string>> }) {
  const toggle = (column: string) => {
    const next = new Set(hidden.value)
    if (!next.delete(column)) next.add(column)
    hidden.value = next
  }
  return (
    <details>
      <summary class="small">{words.value.view.columns}</summary>
      <div class="row small">
        {columns.value.map((column) => (
          <label key={column}>
            <input type="checkbox" checked={!hidden.value.has(column)} onChange={() => toggle(column)} />{' '}
            {column}
          </label>
        ))}
      </div>
    </details>
  )
}

function Pager({
  page,
  at,
  pages,
}: {
  readonly page: Signal<number>
  readonly at: number
  readonly pages: number
}) {
  const { view: strings } = words.value
  const go = (to: number) => () => {
    page.value = to
  }
  return (
    <span class="row small">
      <button type="button" class="button" disabled={at === 0} onClick={go(at - 1)}>
        {strings.previous}
      </button>
      {strings.page(at + 1, pages)}
      <button type="button" class="button" disabled={at === pages - 1} onClick={go(at + 1)}>
        {strings.next}
      </button>
    </span>
  )
}

/** A megabyte in one cell would freeze the page for nobody's good; the file has it whole. */
const MAX_SHOWN_CHARACTERS = 2_000

function TableCell({ cell }: { readonly cell: Cell | undefined }) {
  const { view: strings } = words.value
  if (cell === null || cell === undefined) return <td class="quiet">–</td>
  if (typeof cell === 'object' && cell.length === 0) return <td class="quiet">{strings.items(0)}</td>
  if (typeof cell === 'number') return <td class="number">{formatNumber(cell)}</td>
  if (typeof cell === 'boolean') return <td>{cell ? strings.yes : strings.no}</td>
  if (typeof cell === 'object' && cell.some((item) => typeof item === 'object')) {
    return (
      <td>
        <Inner items={cell} />
      </td>
    )
  }
  const text = cellText(cell)
  return (
    <td>
      <span class="cut">
        {text.length > MAX_SHOWN_CHARACTERS ? `${text.slice(0, MAX_SHOWN_CHARACTERS)}…` : text}
      </span>
    </td>
  )
}

function Inner({ items }: { readonly items: readonly unknown[] }) {
  const open = useSignal(false)
  const rows = open.value ? items.slice(0, PAGE).map(flattenRow) : []
  const names = columnsOf(rows)
  return (
    <>
      <button
        type="button"
        class="link"
        aria-expanded={open.value}
        onClick={() => {
          open.value = !open.value
        }}
      >
        {words.value.view.items(items.length)}
      </button>
      {open.value && (
        <table class="inner">
          <thead>
            <tr>
              {names.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={index}>
                {names.map((name) => (
                  <TableCell key={name} cell={row.get(name)} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}

function arrange(rows: readonly Row[], filter: string, order: Order | null): readonly Row[] {
  const wanted = filter.trim().toLowerCase()
  const kept =
    wanted === ''
      ? rows
      : rows.filter((row) => [...row.values()].some((cell) => cellText(cell).toLowerCase().includes(wanted)))
  if (order === null) return kept
  const sign = order.down ? -1 : 1
  return kept.toSorted((a, b) => compare(a.get(order.column), b.get(order.column), sign))
}

const collator = new Intl.Collator(undefined, { numeric: true })

/** What is not known comes last, whichever way one sorts. */
function compare(a: Cell | undefined, b: Cell | undefined, sign: number): number {
  const [noA, noB] = [a === null || a === undefined, b === null || b === undefined]
  if (noA || noB) return Number(noA) - Number(noB)
  if (typeof a === 'number' && typeof b === 'number') return (a - b) * sign
  return collator.compare(cellText(a), cellText(b)) * sign
}
