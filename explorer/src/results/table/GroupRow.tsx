import { useMemo } from 'preact/hooks'
import type { AnswerColumn } from '../../format/columns.ts'
import { formatValue } from '../../format/values.ts'
import { words } from '../../language/language.ts'
import type { DataRow, TableRow } from './buildTable.ts'
import { figuresOfGroup, type GroupFigure } from './groupFigures.ts'

/** The head of the rows of one value, with what they say together; it can be closed over them. */
export function GroupRow({
  row,
  columns,
  shown,
  index,
  span,
}: {
  readonly row: DataRow
  readonly columns: readonly AnswerColumn[]
  /** Names of the columns in sight, as they stand. */
  readonly shown: readonly string[]
  readonly index: number
  readonly span: number
}) {
  const column = columns.find(({ name }) => name === row.groupingColumnId)
  const isOpen = row.getIsExpanded()
  const rows = useMemo(() => rowsWithin(row), [row])
  // The library has the value that they share as a text alone.
  const value = column ? formatValue(rows[0]?.cells.get(column.name), column.field) : ''
  // Rows come and go with every movement of the page; what they say together stays.
  const figures = useMemo(() => {
    const told = shown.flatMap((name) => columns.find((one) => one.name === name && one !== column) ?? [])
    return figuresOfGroup(rows, told)
  }, [rows, columns, column, shown.join()])
  return (
    <tr class="group" aria-rowindex={index + 2}>
      <th scope="rowgroup" colSpan={span}>
        <div style={{ marginLeft: `${row.depth}rem` }}>
          <button type="button" aria-expanded={isOpen} onClick={() => row.toggleExpanded()}>
            <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span>{' '}
            {words.value.view.headed(column?.head ?? '', value || '–')}{' '}
            <span class="quiet">({words.value.view.rows(rows.length)})</span>
          </button>
          <span class="together small quiet">{figures.map(writeFigure).join(' · ')}</span>
        </div>
      </th>
    </tr>
  )
}

function rowsWithin(row: DataRow): readonly TableRow[] {
  return row.getIsGrouped() ? row.subRows.flatMap(rowsWithin) : [row.original]
}

function writeFigure(figure: GroupFigure): string {
  const { view: strings } = words.value
  const { head, field } = figure.column
  switch (figure.kind) {
    case 'total':
      return strings.inAll(head, formatValue(figure.total, field), figure.unknown)
    case 'range':
      return strings.between(head, formatValue(figure.low, field), formatValue(figure.high, field))
  }
}
