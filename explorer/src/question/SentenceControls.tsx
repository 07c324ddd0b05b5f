import { useSignal } from '@preact/signals'
import { loadNames } from '../graph/names/names.ts'
import { nameInGraph, upperFirst } from '../format/names.ts'
import { formatTime, language, words } from '../language/language.ts'
import { useLoaded } from '../failure/useLoaded.ts'
import type { Control } from './controls.ts'
import { splitSentence } from './definition.ts'
import type { PreparedQuestion } from './prepareQuestion.ts'
import { NOW, type Values } from './parameters.ts'
import { findPlaceLabel, labelOfPoint, placeOf } from './placeLabel.ts'
import { PlaceDialog, ThingDialog, TimeDialog } from './ParameterDialogs.tsx'

interface Setting {
  readonly question: PreparedQuestion
  readonly values: Values
  /** What the thing that the question is about is called, as its answer says. */
  readonly answered: string
  readonly set: (values: Values) => void
}

/** The question as a sentence in which its parameters can be set; what the sentence does not speak of stands below. */
export function SentenceControls(setting: Setting) {
  const { definition, controls } = setting.question
  useLoaded(loadNames, [])
  const parts = splitSentence(definition.sentence[language.value])
  const slots = new Set(parts.flatMap((part) => ('slot' in part ? [part.slot] : [])))
  const inSentence = (control: Control) => control.variables.some((variable) => slots.has(variable))
  const rest = controls.filter((control) => control.kind !== 'language' && !inSentence(control))
  return (
    <>
      <h1 class="sentence">
        {parts.map((part, index) => {
          if ('text' in part) return part.text
          const control = controls.find(({ variables }) => variables.includes(part.slot))
          return control ? <Slot key={index} control={control} {...setting} /> : `{${part.slot}}`
        })}
      </h1>
      {rest.length > 0 && (
        <div class="row small rest">
          {rest.map((control) => (
            <span key={control.variables[0]} class="pair">
              <span class="quiet">{nameOf(control)}</span> <Slot control={control} {...setting} />
            </span>
          ))}
        </div>
      )}
    </>
  )
}

function nameOf({ argument }: Control): string {
  return upperFirst(nameInGraph(`Argument.${argument}`))
}

type SlotOf<K extends Control['kind']> = Setting & { readonly control: Extract<Control, { kind: K }> }

function Slot({ control, ...setting }: Setting & { readonly control: Control }) {
  switch (control.kind) {
    case 'time':
      return <TimeSlot control={control} {...setting} />
    case 'place':
      return <PlaceSlot control={control} {...setting} />
    case 'thing':
      return <ThingSlot control={control} {...setting} />
    case 'kind':
      return <KindSlot control={control} {...setting} />
    case 'yesNo':
      return <YesNoSlot control={control} {...setting} />
    case 'number':
    case 'text':
      return <TextSlot control={control} {...setting} />
    case 'language':
      return null
  }
}

function TimeSlot({ control, values, set }: SlotOf<'time'>) {
  const { question } = words.value
  const open = useSignal(false)
  const [variable = ''] = control.variables
  const value = values[variable]
  const isNow = value === NOW || typeof value !== 'string'
  return (
    <>
      <button type="button" class="slot" aria-haspopup="dialog" onClick={() => (open.value = true)}>
        {isNow ? question.now : question.at(formatTime(value))}
      </button>
      {open.value && (
        <TimeDialog
          title={nameOf(control)}
          value={isNow ? null : value}
          choose={(time) => set({ [variable]: time ?? NOW })}
          close={() => (open.value = false)}
        />
      )}
    </>
  )
}

function PlaceSlot({ control, question, values, set }: SlotOf<'place'>) {
  const open = useSignal(false)
  const point = placeOf(control, values)
  const begun = placeOf(control, question.defaults)
  const own = question.definition.labels[control.variables[0] ?? '']?.[language.value]
  const isBegun = point !== null && begun !== null && point.lat === begun.lat && point.lng === begun.lng
  const known = isBegun && own !== undefined ? own : point && labelOfPoint(point)
  const { value: found } = useLoaded(
    () => (known === null && point !== null ? findPlaceLabel(point) : Promise.resolve(null)),
    [known, point?.lat, point?.lng, language.value],
  )
  const label = known ?? found ?? (point ? `${point.lat}, ${point.lng}` : words.value.question.choose)
  return (
    <>
      <button type="button" class="slot" aria-haspopup="dialog" onClick={() => (open.value = true)}>
        {label}
      </button>
      {open.value && (
        <PlaceDialog
          title={nameOf(control)}
          from={point}
          choose={({ lat, lng }) => {
            const [one = '', other] = control.variables
            set(
              other === undefined
                ? { [one]: `${lat.toFixed(5)},${lng.toFixed(5)}` }
                : { [one]: Number(lat.toFixed(5)), [other]: Number(lng.toFixed(5)) },
            )
          }}
          close={() => (open.value = false)}
        />
      )}
    </>
  )
}

function ThingSlot({ control, question, values, answered, set }: SlotOf<'thing'>) {
  const open = useSignal(false)
  const [variable = ''] = control.variables
  const value = values[variable]
  const own = question.definition.labels[variable]?.[language.value]
  const known = value === question.defaults[variable] ? own : undefined
  return (
    <>
      <button type="button" class="slot" aria-haspopup="dialog" onClick={() => (open.value = true)}>
        {known || answered || (typeof value === 'string' ? value : words.value.question.choose)}
      </button>
      {open.value && (
        <ThingDialog
          title={nameOf(control)}
          type={control.type}
          choose={(id) => set({ [variable]: id })}
          close={() => (open.value = false)}
        />
      )}
    </>
  )
}

function KindSlot({ control, values, set }: SlotOf<'kind'>) {
  const [variable = ''] = control.variables
  const value = values[variable]
  const chosen: unknown = Array.isArray(value) ? value[0] : value
  return (
    <select
      class="slot"
      aria-label={nameOf(control)}
      value={typeof chosen === 'string' ? chosen : ''}
      onChange={(event) => {
        const one = event.currentTarget.value
        set({ [variable]: one === '' ? null : control.isList ? [one] : one })
      }}
    >
      {!control.isRequired && <option value="">{words.value.question.any}</option>}
      {control.values.map((name) => (
        <option key={name} value={name}>
          {nameInGraph(`${control.type}.${name}`)}
        </option>
      ))}
    </select>
  )
}

function YesNoSlot({ control, values, set }: SlotOf<'yesNo'>) {
  const { view, question } = words.value
  const [variable = ''] = control.variables
  const value = values[variable]
  return (
    <select
      class="slot"
      aria-label={nameOf(control)}
      value={typeof value === 'boolean' ? String(value) : ''}
      onChange={(event) => {
        const text = event.currentTarget.value
        set({ [variable]: text === '' ? null : text === 'true' })
      }}
    >
      <option value="">{question.any}</option>
      <option value="true">{view.yes}</option>
      <option value="false">{view.no}</option>
    </select>
  )
}

function TextSlot({ control, values, set }: SlotOf<'number' | 'text'>) {
  const [variable = ''] = control.variables
  const value = values[variable]
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  const isNumber = control.kind === 'number'
  return (
    <input
      class="slot"
      type={isNumber ? 'number' : 'text'}
      step={isNumber && control.isWhole ? 1 : 'any'}
      aria-label={nameOf(control)}
      size={Math.max(4, text.length + 1)}
      style={`width: ${Math.max(4, [...text].length + 3)}em`}
      value={text}
      onChange={(event) => {
        const given = event.currentTarget.value
        const number = Number(given)
        if (!isNumber) set({ [variable]: given })
        else if (given !== '' && Number.isFinite(number)) set({ [variable]: number })
      }}
    />
  )
}
