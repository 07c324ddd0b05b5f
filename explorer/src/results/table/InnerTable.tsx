import { useSignal } from '@preact/signals'
import type { AnswerField } from '../../format/answerField.ts'
import { columnsInUse, layColumns, type AnswerColumn } from '../../format/columns.ts'
import { nameInGraph } from '../../format/names.ts'
import { words } from '../../language/language.ts'
import { readCells } from '../shown.ts'
import { TableCell } from './TableCell.tsx'
import { toggle } from './tableChoice.ts'

/** Who wants more gives each item a row. */
const MOST = 100

/** The items of a list within a row, below it. */
export function InnerTable({
  items,
  field,
  head,
}: {
  readonly items: readonly unknown[]
  readonly field: AnswerField
  readonly head: string
}) {
  const shown = items.slice(0, MOST)
  const columns = columnsInUse(layColumns(field.fields, nameInGraph), shown)
  return (
    <>
      <table class="inner">
        <caption>{head}</caption>
        <thead>
          <tr>
            {columns.map(({ name, head: title }) => (
              <th key={name} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((item, index) => (
            <InnerRow key={index} item={item} columns={columns} />
          ))}
        </tbody>
      </table>
      {items.length > MOST && <p class="quiet small">{words.value.view.rowsOf(MOST, items.length)}</p>}
    </>
  )
}

function InnerRow({ item, columns }: { readonly item: unknown; readonly columns: readonly AnswerColumn[] }) {
  const open = useSignal<readonly string[]>([])
  const cells = readCells(item, columns)
  return (
    <>
      <tr>
        {columns.map(({ name, field }) => (
          <TableCell
            key={name}
            cell={cells.get(name)}
            field={field}
            isOpen={open.value.includes(name)}
            toggle={() => {
              open.value = toggle(open.value, name)
            }}
          />
        ))}
      </tr>
      {columns.map(({ name, field, head }) => {
        const items = cells.get(name)
        return (
          open.value.includes(name) &&
          Array.isArray(items) && (
            <tr key={name} class="detail">
              <td colSpan={columns.length}>
                <InnerTable items={items} field={field} head={head} />
              </td>
            </tr>
          )
        )
      })}
    </>
  )
}
