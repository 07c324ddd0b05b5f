import { Kind, type DirectiveNode, type SelectionNode } from 'graphql'
import type { Variables } from '../../kit/graphql/variables.ts'

/**
 * Whether a selection counts as included: unless its conditions certainly leave it out. A condition may be null, by a
 * variable that has a default; then coercion refuses the operation, and until then the field counts as included.
 */
export function mayBeIncluded({ directives = [] }: SelectionNode, variables: Variables): boolean {
  return directives.every((directive) => {
    const { value: name } = directive.name
    if (name === 'skip') return readCondition(directive, variables) !== true
    return name !== 'include' || readCondition(directive, variables) !== false
  })
}

function readCondition({ arguments: given = [] }: DirectiveNode, variables: Variables): unknown {
  const value = given.find(({ name }) => name.value === 'if')?.value
  if (value?.kind === Kind.VARIABLE) return variables[value.name.value]
  return value?.kind === Kind.BOOLEAN ? value.value : undefined
}
