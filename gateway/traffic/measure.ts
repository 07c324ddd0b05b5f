import { Kind, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql'
import { assertLimit } from './assertLimit.ts'

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>

/** The size of a selection set once its fragments are spread. */
export interface Measure {
  readonly depth: number
  readonly aliases: number
  readonly selections: number
  /** Levels of fields, inline fragments and spreads. */
  readonly nesting: number
}

export interface Measurer {
  /** Throws GatewayError OPERATION_TOO_COMPLEX where it would have to go deeper than may be nested. */
  measure(set: SelectionSetNode): Measure
  /** Whether a fragment stands in what has been measured. */
  hasReached(name: string): boolean
}

const NOTHING_MEASURED: Measure = { depth: 0, aliases: 0, selections: 0, nesting: 0 }

/** Each fragment is measured once, however often it is spread. */
export function createMeasurer(fragments: Fragments, maxNesting: number): Measurer {
  const measured = new Map<string, Measure>()

  const measureFragment = (name: string, level: number): Measure => {
    const known = measured.get(name)
    if (known) return known
    // Of a fragment that spreads itself the inner use counts nothing: validation refuses it afterwards.
    measured.set(name, NOTHING_MEASURED)
    const fragment = fragments.get(name)
    const measure = fragment ? measureSet(fragment.selectionSet, level) : NOTHING_MEASURED
    measured.set(name, measure)
    return measure
  }

  const measureSet = (set: SelectionSetNode, level: number): Measure => {
    assertNesting(maxNesting, level)
    let depth = 0
    let aliases = 0
    let selections = 0
    let nesting = 0
    for (const selection of set.selections) {
      const isField = selection.kind === Kind.FIELD
      const inner =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? measureFragment(selection.name.value, level + 1)
          : selection.selectionSet
            ? measureSet(selection.selectionSet, level + 1)
            : NOTHING_MEASURED
      depth = Math.max(depth, inner.depth + (isField ? 1 : 0))
      nesting = Math.max(nesting, inner.nesting + 1)
      aliases += inner.aliases + (isField && selection.alias ? 1 : 0)
      selections += inner.selections + 1
    }
    return { depth, aliases, selections, nesting }
  }
  return { measure: (set) => measureSet(set, 1), hasReached: (name) => measured.has(name) }
}

export function assertNesting(limit: number, value: number): void {
  assertLimit('levels of fields and fragments within each other', 'nesting', limit, value)
}

/** The fields of a selection set and of the fragments at its top, each as often as it is spread. */
export function countTopFields(
  set: SelectionSetNode,
  fragments: Fragments,
  counted = new Map<string, number>(),
): number {
  let count = 0
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) count += 1
    else if (selection.kind === Kind.INLINE_FRAGMENT)
      count += countTopFields(selection.selectionSet, fragments, counted)
    else count += countFragment(selection.name.value, fragments, counted)
  }
  return count
}

function countFragment(name: string, fragments: Fragments, counted: Map<string, number>): number {
  const known = counted.get(name)
  if (known !== undefined) return known
  counted.set(name, 0)
  const fragment = fragments.get(name)
  const count = fragment ? countTopFields(fragment.selectionSet, fragments, counted) : 0
  counted.set(name, count)
  return count
}
