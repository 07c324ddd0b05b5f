import type { ConstDirectiveNode, SelectionSetNode } from 'graphql'
import { Kind, parse, print } from 'graphql'

/** Reads the text of `requires:` or `key:`, or of a context's `selection:`, which has its braces already. */
export function parseFieldSet(text: string): SelectionSetNode {
  const braced = text.trim().startsWith('{') ? text : `{${text}}`
  const [definition] = parse(braced, { noLocation: true }).definitions
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new TypeError(`expected a field set, got ${text}`)
  return definition.selectionSet
}

export function printFieldSet(set: SelectionSetNode): string {
  return print(set).replaceAll(/\s+/g, ' ').slice(1, -1).trim()
}

/** An argument of a directive in the supergraph that is a string, an enum value or a Boolean. */
export function readArgument(directive: ConstDirectiveNode, name: string): string | boolean | undefined {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value
  if (value?.kind === Kind.STRING || value?.kind === Kind.ENUM || value?.kind === Kind.BOOLEAN)
    return value.value
  return undefined
}
