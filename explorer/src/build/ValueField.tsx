import { useSignal } from '@preact/signals'
import {
  isEnumType,
  isListType,
  getNullableType,
  Kind,
  print,
  type GraphQLInputType,
  type ValueNode,
} from 'graphql'
import { isLiteralOf, writeLiteral } from './literal.ts'

interface ValueFieldProps {
  readonly name: string
  readonly type: GraphQLInputType
  readonly value: ValueNode
  readonly isOff: boolean
  readonly set: (literal: string) => void
}

/** Where a value is chosen or written, by its type; a variable is shown, and changed below the query. */
export function ValueField({ name, type, value, isOff, set }: ValueFieldProps) {
  if (value.kind === Kind.VARIABLE) return <code class="quiet">${value.name.value}</code>
  const choices = choicesOf(type)
  if (choices !== null) {
    return (
      <select
        class="field"
        aria-label={name}
        disabled={isOff}
        value={print(value)}
        onChange={(event) => set(event.currentTarget.value)}
      >
        {choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
    )
  }
  const items = isListType(type) ? choicesOf(getNullableType(type.ofType)) : null
  return items === null ? (
    <WrittenValue name={name} type={type} value={value} isOff={isOff} set={set} />
  ) : (
    <ManyOf name={name} choices={items} value={value} isOff={isOff} set={set} />
  )
}

function choicesOf(type: GraphQLInputType): readonly string[] | null {
  if (isEnumType(type)) return type.getValues().map(({ name }) => name)
  return String(type) === 'Boolean' ? ['true', 'false'] : null
}

function ManyOf({
  name,
  choices,
  value,
  isOff,
  set,
}: Omit<ValueFieldProps, 'type'> & { readonly choices: readonly string[] }) {
  const chosen = (value.kind === Kind.LIST ? value.values : [value]).map((item) => print(item))
  const toggle = (choice: string) =>
    set(`[${choices.filter((one) => (one === choice) !== chosen.includes(one)).join(', ')}]`)
  return (
    <span class="many" role="group" aria-label={name}>
      {choices.map((choice) => (
        <label key={choice}>
          <input
            type="checkbox"
            checked={chosen.includes(choice)}
            disabled={isOff}
            onChange={() => toggle(choice)}
          />
          <small>{choice}</small>
        </label>
      ))}
    </span>
  )
}

/** Taken over when one leaves it or presses Enter, so that half a word is never asked for. */
function WrittenValue({ name, type, value, isOff, set }: ValueFieldProps) {
  const isWrong = useSignal(false)
  const take = (text: string) => {
    const literal = writeLiteral(type, text)
    isWrong.value = !isLiteralOf(type, literal)
    if (!isWrong.value && literal !== print(value)) set(literal)
  }
  return (
    <input
      class="field"
      type="text"
      spellcheck={false}
      autocomplete="off"
      aria-label={name}
      aria-invalid={isWrong.value}
      disabled={isOff}
      value={value.kind === Kind.STRING ? value.value : print(value)}
      onChange={(event) => take(event.currentTarget.value)}
    />
  )
}
