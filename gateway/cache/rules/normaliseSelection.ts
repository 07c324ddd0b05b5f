import { Kind, print, stripIgnoredCharacters, visit, type SelectionSetNode } from 'graphql'

/** A selection in its normal form, the same for all that select the same: fields sorted, variables numbered. */
export interface NormalSelection {
  readonly text: string
  /** The planner's names of its variables, in the order of their numbers. */
  readonly variables: readonly string[]
}

export function normaliseSelection(set: SelectionSetNode): NormalSelection {
  const variables: string[] = []
  const numbered = visit(sort(set), {
    Variable: (node) => {
      const known = variables.indexOf(node.name.value)
      const number = known >= 0 ? known : variables.push(node.name.value) - 1
      return { ...node, name: { ...node.name, value: `v${number}` } }
    },
  })
  return { text: stripIgnoredCharacters(print(numbered)), variables }
}

/** The order of fields never matters to us: the engine reads each by its key. */
function sort(set: SelectionSetNode): SelectionSetNode {
  const selections = set.selections.map((selection) =>
    selection.kind === Kind.FRAGMENT_SPREAD || selection.selectionSet === undefined
      ? selection
      : { ...selection, selectionSet: sort(selection.selectionSet) },
  )
  const texts = new Map(selections.map((selection) => [selection, print(selection)]))
  const textOf = (selection: (typeof selections)[number]) => texts.get(selection) ?? ''
  return { ...set, selections: selections.toSorted((a, b) => (textOf(a) < textOf(b) ? -1 : 1)) }
}
