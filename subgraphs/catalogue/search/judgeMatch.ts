import type { SearchDocument, SearchField } from './searchDocument.ts'

/** Why an entity was found, with the field that says so. `rank` tells which of two is the better: the lesser. */
export interface Match {
  readonly reason: MatchReason
  readonly field: SearchField | null
  readonly rank: number
}

export type MatchReason =
  'CODE' | 'NAME' | 'OTHER_NAME' | 'NAME_BEGINS' | 'NAME_WORDS' | 'DESCRIPTION' | 'SIMILAR'

export interface FoldedQuestion {
  readonly folded: string
  readonly terms: readonly string[]
  /** Whether it found nothing without errors. */
  readonly isSimilar: boolean
}

/** The fields in which each term of the document was found, by term. */
type FieldsByTerm = Readonly<Record<string, readonly string[]>>

export function judgeMatch(
  { texts }: SearchDocument,
  found: FieldsByTerm,
  { folded, terms, isSimilar }: FoldedQuestion,
): Match {
  if (isSimilar) return { reason: 'SIMILAR', field: null, rank: 8 }
  const isWhole = (field: SearchField) => texts.some((text) => text.field === field && text.folded === folded)
  if (isWhole('code')) return { reason: 'CODE', field: 'code', rank: 0 }
  if (isWhole('name')) return { reason: 'NAME', field: 'name', rank: 1 }
  if (isWhole('otherName')) return { reason: 'OTHER_NAME', field: 'otherName', rank: 2 }
  if (texts.some((text) => text.field === 'name' && text.folded.startsWith(folded)))
    return { reason: 'NAME_BEGINS', field: 'name', rank: 3 }
  const hasAll = (field: SearchField) => terms.every((term) => isFoundIn(field, term, found))
  if (hasAll('name')) return { reason: 'NAME_WORDS', field: 'name', rank: 4 }
  if (hasAll('otherName')) return { reason: 'OTHER_NAME', field: 'otherName', rank: 5 }
  if (hasAll('code')) return { reason: 'CODE', field: 'code', rank: 6 }
  return { reason: 'DESCRIPTION', field: null, rank: 7 }
}

function isFoundIn(field: SearchField, term: string, found: FieldsByTerm): boolean {
  for (const [word, fields] of Object.entries(found))
    if (word.startsWith(term) && fields.includes(field)) return true
  return false
}
