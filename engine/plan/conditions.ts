import type { DirectiveNode, SelectionNode, SelectionSetNode } from 'graphql'
import { Kind } from 'graphql'

/** A condition of a selection or a fetch: it counts only when the variable has this value. */
export interface Guard {
  readonly variable: string
  readonly wanted: boolean
}

/** When `@skip` and `@include` let one selection in: never, always (no guards), or under these guards. */
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

export function isIncludedBy(inclusion: Inclusion, variables: Readonly<Record<string, unknown>>): boolean {
  return inclusion !== 'never' && passes(inclusion, variables)
}

export function passes(guards: readonly Guard[], variables: Readonly<Record<string, unknown>>): boolean {
  return guards.every(({ variable, wanted }) => variables[variable] === wanted)
}

/** The guards of each field of a selection set; where none of them pass, the selection set selects nothing. */
export function listFieldGuards({ selections }: SelectionSetNode): readonly (readonly Guard[])[] {
  return selections.flatMap((selection): readonly (readonly Guard[])[] => {
    const inclusion = inclusionOf(selection)
    if (inclusion === 'never') return []
    if (selection.kind !== Kind.INLINE_FRAGMENT) return [inclusion]
    return listFieldGuards(selection.selectionSet).map((guards) => [...inclusion, ...guards])
  })
}
