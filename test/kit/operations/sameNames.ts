import { Kind, print, type DocumentNode, type FieldNode, type SelectionSetNode } from 'graphql'
import { groupBy } from '../../../subgraphs/_kit/loader.ts'

/** Whether two types at one place ask for one name with other fields or arguments, as GraphQL lets them. */
export function asksOneNameTwice(document: DocumentNode): boolean {
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition.selectionSet]] : [],
    ),
  )
  const fieldsOf = ({ selections }: SelectionSetNode): readonly FieldNode[] =>
    selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [selection]
      const below =
        selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet : fragments.get(selection.name.value)
      return below ? fieldsOf(below) : []
    })
  const differs = (sets: readonly SelectionSetNode[]): boolean =>
    [...groupBy(sets.flatMap(fieldsOf), nameInAnswer).values()].some(
      (fields) =>
        new Set(fields.map(textOf)).size > 1 ||
        differs(fields.flatMap(({ selectionSet }) => selectionSet ?? [])),
    )
  return document.definitions.some(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION && differs([definition.selectionSet]),
  )
}

const nameInAnswer = ({ alias, name }: FieldNode) => (alias ?? name).value

const textOf = (field: FieldNode) =>
  [field.name.value, ...(field.arguments ?? []).map(print).toSorted()].join()
