import {
  getNullableType,
  isInputObjectType,
  isRequiredArgument,
  isRequiredInputField,
  type FieldNode,
  type GraphQLArgument,
  type GraphQLInputField,
} from 'graphql'
import { localName } from '../graph/names/names.ts'
import { argumentAt } from './editArguments.ts'
import { writeFirstValue } from './firstValue.ts'
import { hint, setValue } from './picking.ts'
import type { Step } from './question.ts'
import { ValueField } from './ValueField.tsx'

interface ArgumentRowProps {
  readonly input: GraphQLArgument | GraphQLInputField
  readonly path: readonly [string, ...string[]]
  readonly steps: readonly Step[]
  readonly node: FieldNode
  readonly isLocked: boolean
}

/** One argument, or one field of an input object: ticked where it is given, with its value. */
export function ArgumentRow({ input, path, steps, node, isLocked }: ArgumentRowProps) {
  const value = argumentAt(node, path)
  const type = getNullableType(input.type)
  const isRequired = path.length === 1 ? isRequiredArgument(input) : isRequiredInputField(input)
  const isOff = isLocked
  const set = (literal: string | null) => setValue(steps, path, literal)
  const showHint = () => {
    hint.value = { name: `${input.name}: ${String(input.type)}`, text: input.description ?? '' }
  }
  return (
    <li>
      <div class="pick argument" onPointerEnter={showHint} onFocusCapture={showHint}>
        <span class="twist" />
        <label title={input.description ?? ''}>
          <input
            type="checkbox"
            checked={value !== undefined}
            disabled={isOff || (isRequired && value !== undefined)}
            onChange={() => set(value === undefined ? writeFirstValue(input, new Date()) : null)}
          />
          <span class="names">
            <code>{input.name}</code> <span class="quiet small">{localName(`Argument.${input.name}`)}</span>
          </span>
        </label>
        {value !== undefined && !isInputObjectType(type) && (
          <ValueField key={value.kind} name={input.name} type={type} value={value} isOff={isOff} set={set} />
        )}
      </div>
      {value !== undefined && isInputObjectType(type) && (
        <ul class="plain branches">
          {Object.values(type.getFields()).map((inner) => (
            <ArgumentRow
              key={inner.name}
              input={inner}
              path={[...path, inner.name]}
              steps={steps}
              node={node}
              isLocked={isLocked}
            />
          ))}
        </ul>
      )}
    </li>
  )
}
