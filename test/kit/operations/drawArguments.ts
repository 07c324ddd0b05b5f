import {
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
} from 'graphql'
import type { Tape } from '../federation/tape.ts'
import { valuesOf } from './values.ts'
import { createVariables, type Variables } from './variables.ts'

/** A drawn value: what it is, and how GraphQL writes it. */
interface Drawn {
  readonly value: unknown
  readonly text: string
}

/** The arguments of a field as text, some of them as variables; "" without any. */
export function drawArguments(
  tape: Tape,
  variables: Variables,
  parent: string,
  field: GraphQLField<unknown, unknown>,
  level: number,
): string {
  const drawn = field.args.filter(
    (arg) => arg.name !== 'after' && arg.name !== 'before' && (isRequiredArgument(arg) || isDrawn(tape, arg)),
  )
  // Alone it is an error, which is asked for now and then.
  const isAlone = field.args.some(isNear) && !drawn.some(isNear) && !tape.chance(20)
  const given = drawn.filter(({ name }) => name !== 'withinMetres' || !isAlone)
  if (given.length === 0) return ''
  const texts = given.map(
    (arg) => `${arg.name}: ${drawArgument(tape, variables, `${parent}.${field.name}`, arg, level)}`,
  )
  return `(${texts.join(', ')})`
}

/** What is deprecated more rarely: most of it is an error beside what takes its place. */
function isDrawn(tape: Tape, { deprecationReason }: GraphQLArgument | GraphQLInputField): boolean {
  return tape.chance(typeof deprecationReason === 'string' ? 15 : 45)
}

const isNear = ({ name }: GraphQLArgument) => name === 'near'

/** Draws what nothing leaves out; throws where there are no values for an argument or a field of an input. */
export function drawEveryArgument(parent: string, field: GraphQLField<unknown, unknown>): void {
  const everything: Tape = {
    number: () => 0,
    chance: (percent) => percent > 10,
    pick: ([first]) => first,
    pickSome: (items) => items,
  }
  drawArguments(everything, createVariables(everything), parent, field, 0)
}

function drawArgument(
  tape: Tape,
  variables: Variables,
  owner: string,
  arg: GraphQLArgument,
  level: number,
): string {
  const { value, text } = drawValue(tape, arg.type, { owner, name: arg.name, level })
  return tape.chance(25) ? variables.add(String(arg.type), value) : text
}

interface Where {
  readonly owner: string
  readonly name: string
  readonly level: number
}

function drawValue(tape: Tape, type: GraphQLInputType, where: Where): Drawn {
  if (isNonNullType(type)) return drawValue(tape, type.ofType, where)
  if (isListType(type)) return drawList(tape, type.ofType, where)
  if (isInputObjectType(type)) return drawObject(tape, Object.values(type.getFields()), where)
  if (isEnumType(type)) {
    const names = type.getValues().map(({ name }) => name)
    const name = names[tape.number(names.length)] ?? ''
    return { value: name, text: name }
  }
  const values = valuesOf(type, where)
  const value = values[tape.number(values.length)]
  return { value, text: JSON.stringify(value) }
}

function drawList(tape: Tape, type: GraphQLInputType, where: Where): Drawn {
  const items = Array.from({ length: 1 + tape.number(3) }, () => drawValue(tape, type, where))
  return { value: items.map(({ value }) => value), text: `[${items.map(({ text }) => text).join(', ')}]` }
}

function drawObject(tape: Tape, fields: readonly GraphQLInputField[], where: Where): Drawn {
  const given = fields.filter((field) => isRequiredInputField(field) || isDrawn(tape, field))
  const drawn = given.map((field) => ({ name: field.name, ...drawOptional(tape, field, where) }))
  return {
    value: Object.fromEntries(drawn.map(({ name, value }) => [name, value])),
    text: `{ ${drawn.map(({ name, text }) => `${name}: ${text}`).join(', ')} }`,
  }
}

/** A field of an input may be null, which is to restrict as little as a field left out. */
function drawOptional(tape: Tape, field: GraphQLInputField, { owner, level }: Where): Drawn {
  if (!isNonNullType(field.type) && tape.chance(10)) return { value: null, text: 'null' }
  return drawValue(tape, field.type, { owner, name: field.name, level })
}
