import { useEffect, useMemo } from 'preact/hooks'
import type { Choice } from '../app/route.ts'
import type { AnswerColumn } from '../format/columns.ts'
import { words } from '../language/language.ts'
import { useShown } from '../results/shown.ts'
import { Atlas } from './Atlas.tsx'
import { colourBy, createMapModel, sizeBy, type MapModel } from './mapModel.ts'

/** Everything with a place, on the base map that the graph itself holds. */
export function MapView() {
  const shown = useShown()
  const model = useMemo(() => createMapModel(shown), [shown])
  useEffect(() => model.stop, [model])
  const { found } = model
  if (found.value === null) return <p class="void" aria-busy="true" />
  if (found.value.marks.length === 0 && found.value.areas.length === 0)
    return <p class="void">{words.value.view.noMap}</p>
  return (
    <div class="atlas">
      <Controls model={model} />
      <Atlas model={model} />
    </div>
  )
}

function Controls({ model: { amounts, categories, colourColumn } }: { readonly model: MapModel }) {
  const { view: strings, map } = words.value
  const colours = [...amounts.value, ...categories.value]
  return (
    <div class="controls">
      {amounts.value.length > 0 && (
        <ColumnChoice label={strings.size} none={strings.same} columns={amounts.value} choice={sizeBy} />
      )}
      {colours.length > 0 && (
        <ColumnChoice
          label={map.colourBy}
          none={map.kind}
          columns={colours}
          choice={colourBy}
          chosen={colourColumn.value?.name}
        />
      )}
      <span class="quiet small">{strings.mapHelp}</span>
    </div>
  )
}

function ColumnChoice({
  label,
  none,
  columns,
  choice,
  chosen = columns.find(({ name }) => name === choice.value)?.name,
}: {
  readonly label: string
  readonly none: string
  readonly columns: readonly AnswerColumn[]
  readonly choice: Choice
  readonly chosen?: string | undefined
}) {
  return (
    <label>
      {label}
      <select
        class="field"
        value={chosen ?? ''}
        onChange={(event) => {
          choice.value = event.currentTarget.value || null
        }}
      >
        <option value="">{none}</option>
        {columns.map(({ name, head }) => (
          <option key={name} value={name}>
            {head}
          </option>
        ))}
      </select>
    </label>
  )
}
