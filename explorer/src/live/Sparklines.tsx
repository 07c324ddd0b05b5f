import type { AnswerColumn } from '../format/columns.ts'
import { layColumns, valueAt } from '../format/columns.ts'
import { nameInGraph } from '../format/names.ts'
import { SPARK_BOX, sparkPoints } from '../format/sparkline.ts'
import { formatValue } from '../format/values.ts'
import { words } from '../language/language.ts'
import { histories } from '../ask/workbench.ts'
import { nameOfRow } from '../results/nameOfRow.ts'
import { useShown } from '../results/shown.ts'
import type { History } from './history.ts'

/** What the numbers of a subscription were lately: a row for each thing that it tells of. */
export function Sparklines() {
  const { fields } = useShown()
  const { live } = words.value
  const all = histories.value
  const columns = layColumns(fields.value, nameInGraph).filter((column) => hasNumbers(column, all))
  if (columns.length === 0) return null
  return (
    <div class="lately" role="region" aria-label={live.lately} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{live.lately}</th>
            {columns.map(({ name, head }) => (
              <th key={name} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {all.map(({ key, rows }) => (
            <tr key={key}>
              <th scope="row">{nameOfRow(rows.at(-1))}</th>
              {columns.map((column) => (
                <Sparkline key={column.name} rows={rows} column={column} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function hasNumbers({ path, field }: AnswerColumn, all: readonly History[]): boolean {
  const isAmount = field.kind === 'number' || field.kind === 'share'
  return isAmount && all.some(({ rows }) => rows.some((row) => typeof valueAt(row, path) === 'number'))
}

function Sparkline({ rows, column }: { readonly rows: readonly unknown[]; readonly column: AnswerColumn }) {
  const { path, field } = column
  const values = rows.map((row) => numberAt(row, path))
  const known = values.filter((value) => value !== null)
  const [first] = known
  if (first === undefined) return <td />
  const write = (value: number): string => formatValue(value, field)
  const told = words.value.live.values(
    known.length,
    write(first),
    write(known.at(-1) ?? first),
    write(Math.min(...known)),
    write(Math.max(...known)),
  )
  return (
    <td>
      {known.length > 1 && (
        <svg class="spark" viewBox={SPARK_BOX} preserveAspectRatio="none" role="img" aria-label={told}>
          <title>{told}</title>
          <polyline points={sparkPoints(values)} />
        </svg>
      )}
      <span class="amount">{formatValue(values.at(-1), field) || '–'}</span>
    </td>
  )
}

function numberAt(row: unknown, path: readonly string[]): number | null {
  const value = valueAt(row, path)
  return typeof value === 'number' ? value : null
}
