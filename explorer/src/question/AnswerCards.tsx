import { useSignal } from '@preact/signals'
import type { AnswerField } from '../format/answerField.ts'
import { columnsInUse, layColumns, valueAt, type AnswerColumn } from '../format/columns.ts'
import { nameInGraph } from '../format/names.ts'
import { formatValue, splitUnit } from '../format/values.ts'
import { words } from '../language/language.ts'
import { nameOfRow } from '../results/nameOfRow.ts'
import { useShown } from '../results/shown.ts'

const SHOWN = 24

/** Each row as a card: what it is called, what is told of it, and what is joined to it. */
export function AnswerCards({ none }: { readonly none: string }) {
  const { chosenList, fields } = useShown()
  const most = useSignal(SHOWN)
  const rows = chosenList.value?.rows ?? []
  const columns = columnsInUse(layColumns(fields.value, nameInGraph), rows)
  if (rows.length === 0) return <p class="void">{none}</p>
  return (
    <>
      <ul class={rows.length === 1 ? 'plain answers single' : 'plain answers'}>
        {rows.slice(0, most.value).map((row, index) => (
          <li key={index}>
            <h2>{nameOfRow(row) || `${index + 1}`}</h2>
            <Facts row={row} columns={columns} />
            <Joined row={row} columns={columns} depth={0} />
          </li>
        ))}
      </ul>
      {rows.length > most.value && (
        <p class="row">
          <button
            type="button"
            class="button"
            onClick={() => {
              most.value += SHOWN
            }}
          >
            {words.value.question.more(rows.length - most.value)}
          </button>
        </p>
      )}
    </>
  )
}

/** What is said by the card's heading, or by the map. */
function isSaid({ path, field }: AnswerColumn): boolean {
  const isOwnName = path.length === 1 && /^(?:name|title|shortName)$/.test(path[0] ?? '')
  return isOwnName || field.kind === 'degrees' || field.kind === 'id'
}

function isJoined({ field }: AnswerColumn): boolean {
  return field.isList && field.kind === 'object'
}

function Facts({ row, columns }: { readonly row: unknown; readonly columns: readonly AnswerColumn[] }) {
  const told = columns.filter((column) => !isSaid(column) && !isJoined(column))
  if (told.length === 0) return null
  return (
    <dl>
      {told.map(({ name, head, path, field }) => {
        const value = valueAt(row, path)
        const { label, unit } = typeof value === 'number' ? splitUnit(head) : { label: head, unit: '' }
        const text = formatValue(value, field)
        return (
          <div key={name}>
            <dt>{label}</dt>
            <dd class={typeof value === 'number' ? 'amount' : ''}>
              {text === '' ? <span class="quiet">{words.value.question.unknown}</span> : text}
              {text !== '' && unit !== '' && <span class="unit"> {unit}</span>}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

const JOINED = 4
const DEEPEST = 2

/** The lists within a row, each item as one line. */
function Joined({
  row,
  columns,
  depth,
}: {
  readonly row: unknown
  readonly columns: readonly AnswerColumn[]
  readonly depth: number
}) {
  return (
    <>
      {columns.filter(isJoined).map(({ name, head, path, field }) => {
        const items = valueAt(row, path)
        return Array.isArray(items) ? (
          <section key={name} class="joined">
            <h3>
              {head} <span class="quiet">{items.length}</span>
            </h3>
            <JoinedItems items={items} field={field} depth={depth} />
          </section>
        ) : null
      })}
    </>
  )
}

function JoinedItems({
  items,
  field,
  depth,
}: {
  readonly items: readonly unknown[]
  readonly field: AnswerField
  readonly depth: number
}) {
  const isWhole = useSignal(false)
  const shown = isWhole.value ? items : items.slice(0, JOINED)
  const columns = columnsInUse(layColumns(field.fields, nameInGraph), items)
  if (items.length === 0) return <p class="quiet">{words.value.question.noneNear}</p>
  return (
    <ul class="plain">
      {shown.map((item, index) => (
        <li key={index}>
          <strong>{nameOfRow(item)}</strong> <span class="quiet">{tellItem(item, columns)}</span>
          {depth < DEEPEST && <Joined row={item} columns={columns} depth={depth + 1} />}
        </li>
      ))}
      {items.length > shown.length && (
        <li>
          <button type="button" class="link" onClick={() => (isWhole.value = true)}>
            {words.value.question.more(items.length - shown.length)}
          </button>
        </li>
      )}
    </ul>
  )
}

/** "241 m · free spaces: cars 42": what is told of an item beside its name. */
function tellItem(item: unknown, columns: readonly AnswerColumn[]): string {
  const called = nameOfRow(item)
  return columns
    .filter((column) => !isSaid(column) && !isJoined(column))
    .flatMap(({ name, head, path, field }) => {
      const value = valueAt(item, path)
      const text = formatValue(value, field)
      if (text === '' || text === called) return []
      const { label, unit } = splitUnit(head)
      if (/(?:^|\.)metres$/.test(name)) return [`${text} ${unit}`]
      return [`${label} ${text}${typeof value === 'number' && unit !== '' ? ` ${unit}` : ''}`]
    })
    .join(' · ')
}
