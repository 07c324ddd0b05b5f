import { SearchField } from '../../app/SearchField.tsx'
import { words } from '../../language/language.ts'
import { nameInGraph, upperFirst } from '../../format/names.ts'
import { openLists, useShown, type Shown } from '../shown.ts'
import { filterBy, findText, groupBy, hideColumns } from './tableAddress.ts'
import { toggle } from './tableChoice.ts'
import type { UsedTable } from './useTable.ts'

/** What is done to the table as a whole, and what is done to it now. */
export function TableControls({ used, shown }: { readonly used: UsedTable; readonly shown: number }) {
  const { view: strings } = words.value
  const { choice, columns, count } = used
  return (
    <div class="controls">
      <SearchField label={strings.filter} value={choice.find} search={findText} />
      <Ticks
        title={strings.columns}
        options={columns.map(({ name, head }) => ({ name, label: head }))}
        ticked={columns.map(({ name }) => name).filter((name) => !choice.hidden.includes(name))}
        toggle={(name) => hideColumns(toggle(choice.hidden, name))}
      />
      <InnerLists />
      <Chips used={used} />
      <span class="quiet small" aria-live="polite">
        {shown === count ? strings.rows(count) : strings.rowsOf(shown, count)}
      </span>
    </div>
  )
}

/** Which lists within the rows have a row for each item. */
function InnerLists() {
  const { innerLists, opened, fields } = useShown()
  if (innerLists.value.length === 0) return null
  return (
    <Ticks
      title={words.value.question.rowFor}
      options={innerLists.value.map((name) => ({ name, label: nameOfInner(name, fields.value) }))}
      ticked={opened.value}
      toggle={(name) => openLists(toggle(opened.value, name))}
    />
  )
}

function nameOfInner(name: string, fields: Shown['fields']['value']): string {
  let level = fields
  let coordinate = name
  for (const key of name.split('.')) {
    const field = level.find((one) => one.key === key)
    if (!field) break
    // A connection is called by its own name, and not "nodes".
    if (key !== 'nodes' && key !== 'edges') coordinate = field.coordinate
    level = field.fields
  }
  return upperFirst(nameInGraph(coordinate))
}

function Ticks({
  title,
  options,
  ticked,
  toggle: change,
}: {
  readonly title: string
  readonly options: readonly { readonly name: string; readonly label: string }[]
  readonly ticked: readonly string[]
  readonly toggle: (name: string) => void
}) {
  return (
    <details class="menu">
      <summary class="button">
        <span>{title}</span>
      </summary>
      <fieldset>
        <legend class="hidden">{title}</legend>
        {options.map(({ name, label }) => (
          <label key={name}>
            <input type="checkbox" checked={ticked.includes(name)} onChange={() => change(name)} /> {label}
          </label>
        ))}
      </fieldset>
    </details>
  )
}

/** Filters of columns and groups, each with what takes it away. */
function Chips({ used: { choice, columns } }: { readonly used: UsedTable }) {
  const { view: strings } = words.value
  const headOf = (name: string) => columns.find((column) => column.name === name)?.head ?? name
  const chips = [
    ...choice.groups.map((name) => ({
      text: strings.groupedBy(headOf(name)),
      remove: () => groupBy(toggle(choice.groups, name)),
    })),
    ...[...choice.filters].map(([name, text]) => ({
      text: `${headOf(name)}: ${text}`,
      remove: () => filterBy(new Map([...choice.filters].filter(([other]) => other !== name))),
    })),
  ]
  return (
    <>
      {chips.map(({ text, remove }) => (
        <button key={text} type="button" class="button chip" onClick={remove}>
          {text} <span aria-hidden="true">×</span>
          <span class="hidden">{words.value.saved.remove}</span>
        </button>
      ))}
    </>
  )
}
