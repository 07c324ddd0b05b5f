import type { Searchable } from '../../_kit/searchables.ts'
import { foldText } from './foldText.ts'
import { indexTerms } from './terms.ts'

/** An entity as the index has it: its words as they are written, and folded. */
export interface SearchDocument {
  /** Its type and id: "Museum:mam". */
  readonly key: string
  readonly kind: string
  readonly searchable: Searchable
  readonly texts: readonly SearchText[]
  /** Characters of the shortest name or code. */
  readonly shortest: number
}

export interface SearchText {
  readonly field: SearchField
  readonly text: string
  readonly folded: string
}

export const SEARCH_FIELDS = ['name', 'otherName', 'code', 'description'] as const
export type SearchField = (typeof SEARCH_FIELDS)[number]

export function createDocument(kind: string, searchable: Searchable): SearchDocument {
  const { id, name, otherNames = [], codes = [], description } = searchable
  const titles = [...createTexts('name', [name.zh, name.pt, name.en]), ...createTexts('code', codes)]
  const others = [
    ...createTexts('otherName', otherNames),
    ...createTexts('description', [description?.zh, description?.pt, description?.en]),
  ]
  return {
    key: `${kind}:${id}`,
    kind,
    searchable,
    texts: [...titles, ...others],
    shortest: Math.min(...titles.map(({ folded }) => folded.length)),
  }
}

/** By term, the fields that have it: a bit for each, in the order of `SEARCH_FIELDS`. */
export function fieldsByTerm({ texts }: SearchDocument): ReadonlyMap<string, number> {
  const fields = new Map<string, number>()
  for (const { field, folded } of texts)
    for (const term of indexTerms(folded)) fields.set(term, (fields.get(term) ?? 0) | bitOf(field))
  return fields
}

export function bitOf(field: SearchField): number {
  return 1 << SEARCH_FIELDS.indexOf(field)
}

function createTexts(
  field: SearchField,
  texts: readonly (string | null | undefined)[],
): readonly SearchText[] {
  return texts.flatMap((text) => (text ? [{ field, text, folded: foldText(text) }] : []))
}
