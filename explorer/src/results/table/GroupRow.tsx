import type { AnswerColumn } from '../../format/columns.ts'
import { formatValue } from '../../format/values.ts'
import { words } from '../../language/language.ts'
import type { DataRow } from './buildTable.ts'

/** The head of the rows of one value; it can be closed over them. */
export function GroupRow({
  row,
  columns,
  index,
  span,
}: {
  readonly row: DataRow
  readonly columns: readonly AnswerColumn[]
  readonly index: number
  readonly span: number
}) {
  const column = columns.find(({ name }) => name === row.groupingColumnId)
  const value = column ? formatValue(row.groupingValue, column.field) : ''
  const isOpen = row.getIsExpanded()
  return (
    <tr class="group" aria-rowindex={index + 2}>
      <th scope="rowgroup" colSpan={span}>
        <button
          type="button"
          aria-expanded={isOpen}
          style={{ marginLeft: `${row.depth}rem` }}
          onClick={() => row.toggleExpanded()}
        >
          <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span> {column?.head}: {value || '–'}{' '}
          <span class="quiet">({words.value.view.rows(countRows(row))})</span>
        </button>
      </th>
    </tr>
  )
}

function countRows(row: DataRow): number {
  return row.subRows.length === 0 ? 1 : row.subRows.reduce((sum, inner) => sum + countRows(inner), 0)
}
