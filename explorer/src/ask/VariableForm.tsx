import { getNullableType, isEnumType, isListType, type GraphQLInputType } from 'graphql'
import { loadNames, localName } from '../graph/names/names.ts'
import { isRecord } from '../graph/isRecord.ts'
import { useEffect } from 'preact/hooks'
import { active } from './desk.ts'
import { findMisfits, inputs, inputsOf, type Input } from './variables.ts'
import { parseVariables } from './workbench.ts'

type Given = Readonly<Record<string, unknown>>

/** The variables as a form: what is chosen here is written in the text beside it, and the other way round. */
export function VariableForm() {
  useEffect(() => void loadNames(), [])
  const { variables } = active.value
  const given = parseVariables(variables.value)
  // What is no JSON is marked in the text; a form would write over it.
  if (inputs.value.length === 0 || given === null) return null
  const change = (next: Given) => {
    variables.value = Object.keys(next).length === 0 ? '' : JSON.stringify(next, null, 2)
  }
  return (
    <form class="form" onSubmit={(event) => event.preventDefault()}>
      <Fields wanted={inputs.value} given={given} change={change} />
    </form>
  )
}

interface FieldsProps {
  readonly wanted: readonly Input[]
  readonly given: Given
  readonly change: (given: Given) => void
}

function Fields({ wanted, given, change }: FieldsProps) {
  const set = (name: string, value: unknown) => {
    const { [name]: _, ...rest } = given
    change(value === undefined ? rest : { ...given, [name]: value })
  }
  return (
    <>
      {wanted.map((input) => (
        <Field
          key={`${input.name} ${String(input.type)}`}
          input={input}
          value={Object.hasOwn(given, input.name) ? given[input.name] : undefined}
          set={(value) => set(input.name, value)}
        />
      ))}
    </>
  )
}

interface FieldProps {
  readonly input: Input
  readonly value: unknown
  /** Undefined is nothing given. */
  readonly set: (value: unknown) => void
}

function Field({ input, value, set }: FieldProps) {
  const within = inputsOf(input.type)
  const name = (
    <span class="names">
      <code>{input.name}</code>
      {input.isRequired && <span aria-hidden="true"> *</span>}{' '}
      <span class="quiet small">{localName(`Argument.${input.name}`)}</span>
    </span>
  )
  if (within === null) {
    return (
      <label class="input" title={input.description}>
        {name}
        <ValueInput input={input} value={value} set={set} />
      </label>
    )
  }
  return (
    <fieldset class="input">
      <legend>{name}</legend>
      <Fields
        wanted={within}
        given={isRecord(value) ? value : {}}
        change={(next) => set(Object.keys(next).length === 0 ? undefined : next)}
      />
    </fieldset>
  )
}

function ValueInput({ input, value, set }: FieldProps) {
  const choices = choicesOf(input.type)
  const isWrong = value !== undefined && findMisfits({ [input.name]: value }, [input]).length > 0
  if (choices !== null) {
    const chosen = choices.findIndex((choice) => choice === value)
    return (
      <select
        class="field"
        aria-invalid={isWrong}
        aria-required={input.isRequired}
        value={String(chosen)}
        onChange={(event) => set(choices[Number(event.currentTarget.value)])}
      >
        <option value="-1">–</option>
        {choices.map((choice, index) => (
          <option key={index} value={String(index)}>
            {String(choice)}
          </option>
        ))}
      </select>
    )
  }
  return (
    <input
      class="field"
      type={String(getNullableType(input.type)) === 'Date' ? 'date' : 'text'}
      autocomplete="off"
      spellcheck={false}
      aria-invalid={isWrong}
      aria-required={input.isRequired}
      value={writeValue(value)}
      onChange={(event) => set(readValue(input.type, event.currentTarget.value))}
    />
  )
}

function choicesOf(type: GraphQLInputType): readonly unknown[] | null {
  const plain = getNullableType(type)
  if (isEnumType(plain)) return plain.getValues().map(({ name }) => name)
  return String(plain) === 'Boolean' ? [true, false] : null
}

/** The items of a list stand side by side, with commas between them. */
function writeValue(value: unknown): string {
  if (value === undefined) return ''
  if (Array.isArray(value)) return value.map(writeValue).join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** As what is written is meant by its type; what cannot be is kept as it is written, and marked. */
function readValue(type: GraphQLInputType, text: string): unknown {
  const plain = getNullableType(type)
  if (text.trim() === '') return undefined
  if (isListType(plain))
    return text
      .split(',')
      .filter((item) => item.trim() !== '')
      .map((item) => readValue(plain.ofType, item.trim()))
  if (inputsOf(plain) !== null) return parseVariables(text) ?? text
  if (NUMBERS.has(String(plain))) return Number.isFinite(Number(text)) ? Number(text) : text
  return text
}

const NUMBERS: ReadonlySet<string> = new Set(['Int', 'Float'])
