import type { ComponentChildren } from 'preact'
import { choose } from '../../app/route.ts'
import type { AnswerColumn } from '../../format/columns.ts'
import { words } from '../../language/language.ts'
import type { ChartShape } from '../shape.ts'
import { marksFor, writeAmounts, type ChartChoice } from './chartChoice.ts'

/** What is drawn along what; each choice is a step that Back takes back. */
export function ChartControls({
  shape,
  choice: { x, axis, ys, colour, facet, mark },
  children,
}: {
  readonly shape: ChartShape
  readonly choice: ChartChoice
  readonly children: ComponentChildren
}) {
  const { view: strings } = words.value
  const groups = shape.groups.filter((group) => group !== x)
  return (
    <div class="controls">
      <Amounts values={shape.values} ys={ys} />
      {x !== null && (
        <Choice label={strings.along} of={shape.along} chosen={x} choose={(name) => choose({ x: name })} />
      )}
      {groups.length > 0 && (
        <Choice
          label={strings.colour}
          of={groups.filter((group) => group !== facet)}
          chosen={colour}
          isOptional
          choose={(name) => choose({ colour: name })}
        />
      )}
      {groups.length > 0 && (
        <Choice
          label={strings.panels}
          of={groups.filter((group) => group !== colour)}
          chosen={facet}
          isOptional
          choose={(name) => choose({ facet: name })}
        />
      )}
      <span role="group" aria-label={strings.mark} class="row marks">
        {marksFor(axis).map((name) => (
          <button
            key={name}
            type="button"
            class="button bare"
            aria-pressed={mark === name}
            onClick={() => choose({ mark: name })}
          >
            {strings[name]}
          </button>
        ))}
      </span>
      {children}
    </div>
  )
}

function Choice({
  label,
  of: columns,
  chosen,
  isOptional = false,
  choose: take,
}: {
  readonly label: string
  readonly of: readonly AnswerColumn[]
  readonly chosen: AnswerColumn | null
  readonly isOptional?: boolean
  readonly choose: (name: string) => void
}) {
  return (
    <label>
      {label}
      <select class="field" value={chosen?.name ?? ''} onChange={(event) => take(event.currentTarget.value)}>
        {isOptional && <option value="">{words.value.view.noColumn}</option>}
        {columns.map(({ name, head }) => (
          <option key={name} value={name}>
            {head}
          </option>
        ))}
      </select>
    </label>
  )
}

/** Several may be drawn; one always is. */
function Amounts({
  values,
  ys,
}: {
  readonly values: readonly AnswerColumn[]
  readonly ys: readonly AnswerColumn[]
}) {
  const { view: strings } = words.value
  if (values.length < 2) return null
  const toggle = (value: AnswerColumn) => {
    const next = values.filter((one) => (one === value) !== ys.includes(one))
    if (next.length > 0) choose({ y: writeAmounts(next) })
  }
  return (
    <details class="menu">
      <summary class="button">
        <span>
          {strings.value}: {ys.map(({ head }) => head).join(', ')}
        </span>
      </summary>
      <fieldset>
        <legend class="hidden">{strings.value}</legend>
        {values.map((value) => (
          <label key={value.name}>
            <input
              type="checkbox"
              checked={ys.includes(value)}
              disabled={ys.length === 1 && ys.includes(value)}
              onChange={() => toggle(value)}
            />{' '}
            {value.head}
          </label>
        ))}
      </fieldset>
    </details>
  )
}
