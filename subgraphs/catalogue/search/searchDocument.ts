import type { Searchable } from '../../_kit/searchables.ts'
import { foldText } from './foldText.ts'

/** An entity as the index has it: its words as they are written, and folded. */
export interface SearchDocument {
  /** Its type and id: "Museum:mam". */
  readonly key: string
  readonly kind: string
  readonly searchable: Searchable
  readonly texts: readonly SearchText[]
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
  return {
    key: `${kind}:${id}`,
    kind,
    searchable,
    texts: [
      ...createTexts('name', [name.zh, name.pt, name.en]),
      ...createTexts('otherName', otherNames),
      ...createTexts('code', codes),
      ...createTexts('description', [description?.zh, description?.pt, description?.en]),
    ],
  }
}

/** The folded texts of one field; a term never spans two of them. */
export function foldedField({ texts }: SearchDocument, field: string): string {
  return texts.flatMap((text) => (text.field === field ? [text.folded] : [])).join('\n')
}

function createTexts(
  field: SearchField,
  texts: readonly (string | null | undefined)[],
): readonly SearchText[] {
  return texts.flatMap((text) => (text ? [{ field, text, folded: foldText(text) }] : []))
}
