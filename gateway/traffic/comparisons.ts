import { Kind, type FieldNode, type SelectionSetNode } from 'graphql'
import type { Fragments } from './measure.ts'

/** What stands under one response name at one place, wherever in the document it was written. */
interface Namesakes {
  fields: number
  /** The same, each field counted with its arguments, which are compared too. */
  weight: number
  readonly sets: SelectionSetNode[]
}

/**
 * About how many pairs validation compares below some selection sets that become one object of the answer: all fields of
 * the same response name with each other, and all fragments. Linear in the selections once fragments are spread, which the
 * caller has bounded; a fragment counts once at each place, as validation visits it.
 */
export function countComparisons(sets: readonly SelectionSetNode[], fragments: Fragments): number {
  const byName = new Map<string, Namesakes>()
  const spread = new Set<string>()
  for (const set of sets) collect(set, fragments, byName, spread)
  let count = pairsOf(spread.size)
  for (const { fields, weight, sets: inner } of byName.values())
    if (fields > 1 || inner.length > 0)
      count += (weight * (fields - 1)) / 2 + countComparisons(inner, fragments)
  return Math.ceil(count)
}

function pairsOf(count: number): number {
  return (count * (count - 1)) / 2
}

function collect(
  set: SelectionSetNode,
  fragments: Fragments,
  byName: Map<string, Namesakes>,
  spread: Set<string>,
): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) addField(selection, byName)
    else if (selection.kind === Kind.INLINE_FRAGMENT)
      collect(selection.selectionSet, fragments, byName, spread)
    else if (!spread.has(selection.name.value)) {
      spread.add(selection.name.value)
      const fragment = fragments.get(selection.name.value)
      if (fragment) collect(fragment.selectionSet, fragments, byName, spread)
    }
  }
}

function addField(field: FieldNode, byName: Map<string, Namesakes>): void {
  const name = (field.alias ?? field.name).value
  let namesakes = byName.get(name)
  if (namesakes === undefined) byName.set(name, (namesakes = { fields: 0, weight: 0, sets: [] }))
  namesakes.fields += 1
  namesakes.weight += 1 + (field.arguments?.length ?? 0)
  if (field.selectionSet) namesakes.sets.push(field.selectionSet)
}
