import { Kind, type ArgumentNode, type FieldNode, type ObjectFieldNode, type ValueNode } from 'graphql'
import { dropUnused } from './dropUnused.ts'
import { countSteps, follow, type Question, type Step } from './question.ts'
import { placeOf, replaceBracketed, textOf } from './textEdit.ts'

/**
 * Gives an argument a value, as GraphQL writes it, or none: null. `path` is the argument's name, then the fields of the
 * input object that it is. Between the brackets the lines are laid out anew.
 */
export function setArgument(
  question: Question,
  steps: readonly Step[],
  path: readonly [string, ...string[]],
  literal: string | null,
): string {
  const chain = follow(question, steps)
  const node = chain.at(-1)
  if (node?.kind !== Kind.FIELD || countSteps(chain) < steps.length) return question.text
  const { text } = question
  const given = node.arguments ?? []
  const written = setEntry(text, given, path, literal)
  return dropUnused(question, replaceBracketed(text, placeOf(node.name).end, given, written))
}

/** The value that stands at a path; undefined where none is given. */
export function argumentAt(
  node: FieldNode | null,
  [name, ...rest]: readonly string[],
): ValueNode | undefined {
  let value = node?.arguments?.find((argument) => argument.name.value === name)?.value
  for (const key of rest) {
    value =
      value?.kind === Kind.OBJECT ? value.fields.find(({ name }) => name.value === key)?.value : undefined
  }
  return value
}

function setEntry(
  text: string,
  entries: readonly (ArgumentNode | ObjectFieldNode)[],
  [key, ...rest]: readonly [string, ...string[]],
  literal: string | null,
): readonly string[] {
  const known = entries.find(({ name }) => name.value === key)
  const value = setValue(text, known?.value, rest, literal)
  const entry = value === null ? [] : [`${key}: ${value}`]
  if (!known) return [...entries.map((one) => textOf(text, one)), ...entry]
  return entries.flatMap((one) => (one === known ? entry : [textOf(text, one)]))
}

function setValue(
  text: string,
  value: ValueNode | undefined,
  [key, ...rest]: readonly string[],
  literal: string | null,
): string | null {
  if (key === undefined) return literal
  const fields = value?.kind === Kind.OBJECT ? value.fields : []
  return `{${setEntry(text, fields, [key, ...rest], literal).join(', ')}}`
}
