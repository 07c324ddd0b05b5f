import type { DirectiveNode, SelectionNode } from 'graphql'
import { Kind } from 'graphql'

/** A variable that a selection or a step waits for: it counts only when the variable has this value. */
export interface Guard {
  readonly variable: string
  readonly wanted: boolean
}

/** What `@skip` and `@include` say of one selection: never, always (no guards), or under these guards. */
export type Inclusion = 'never' | readonly Guard[]

export function inclusionOf({ directives = [] }: SelectionNode): Inclusion {
  const guards: Guard[] = []
  for (const directive of directives) {
    if (!isCondition(directive)) continue
    const wanted = directive.name.value === 'include'
    const value = directive.arguments?.[0]?.value
    if (value?.kind === Kind.VARIABLE) guards.push({ variable: value.name.value, wanted })
    else if (value?.kind === Kind.BOOLEAN && value.value !== wanted) return 'never'
  }
  return guards
}

export function isCondition({ name }: DirectiveNode): boolean {
  return name.value === 'skip' || name.value === 'include'
}

export function isIncluded(inclusion: Inclusion, variables: Readonly<Record<string, unknown>>): boolean {
  return inclusion !== 'never' && passes(inclusion, variables)
}

export function passes(guards: readonly Guard[], variables: Readonly<Record<string, unknown>>): boolean {
  return guards.every(({ variable, wanted }) => variables[variable] === wanted)
}
