import { bitOf, type SearchDocument, type SearchField, type SearchText } from './searchDocument.ts'
import { isChinese } from './terms.ts'

/** Why an entity was found, with the field that says so. `rank` tells which of two is the better: the lesser. */
export interface Match {
  readonly reason: MatchReason
  readonly field: SearchField | null
  readonly rank: number
  /** How much of the best text of the field the question is, 0 to 1; 0 where no one text has it all as it stands. */
  readonly fit: number
}

export type MatchReason =
  'CODE' | 'NAME' | 'OTHER_NAME' | 'NAME_BEGINS' | 'NAME_WORDS' | 'DESCRIPTION' | 'SIMILAR'

export interface FoldedQuestion {
  readonly folded: string
  readonly terms: readonly string[]
  /** Whether it found nothing without errors. */
  readonly isSimilar: boolean
}

/** `fields` are those that have all terms, one by one, in any of their texts. */
export function judgeMatch(
  { texts }: SearchDocument,
  fields: number,
  { folded, terms, isSimilar }: FoldedQuestion,
): Match {
  if (isSimilar) return { reason: 'SIMILAR', field: null, rank: 8, fit: 0 }
  const isWhole = (field: SearchField) => texts.some((text) => text.field === field && text.folded === folded)
  if (isWhole('code')) return { reason: 'CODE', field: 'code', rank: 0, fit: 1 }
  if (isWhole('name')) return { reason: 'NAME', field: 'name', rank: 1, fit: 1 }
  if (isWhole('otherName')) return { reason: 'OTHER_NAME', field: 'otherName', rank: 2, fit: 1 }
  const begun = texts.filter((text) => text.field === 'name' && text.folded.startsWith(folded))
  if (begun.length > 0)
    return { reason: 'NAME_BEGINS', field: 'name', rank: 3, fit: bestFit(begun, 'name', terms) }
  const hasAll = (field: SearchField) => (fields & bitOf(field)) !== 0
  const fit = (field: SearchField) => bestFit(texts, field, terms)
  if (hasAll('name')) return { reason: 'NAME_WORDS', field: 'name', rank: 4, fit: fit('name') }
  if (hasAll('otherName')) return { reason: 'OTHER_NAME', field: 'otherName', rank: 5, fit: fit('otherName') }
  if (hasAll('code')) return { reason: 'CODE', field: 'code', rank: 6, fit: fit('code') }
  return { reason: 'DESCRIPTION', field: null, rank: 7, fit: 0 }
}

/** The shorter of two texts that have all terms as they stand says less besides. */
function bestFit(texts: readonly SearchText[], field: SearchField, terms: readonly string[]): number {
  let best = 0
  for (const text of texts) {
    if (text.field !== field || !terms.every((term) => stands(term, text.folded))) continue
    best = Math.max(best, lengthOf(terms) / text.folded.length)
  }
  return Math.min(1, best)
}

function stands(term: string, folded: string): boolean {
  return isChinese(term) ? folded.includes(term) : folded.startsWith(term) || folded.includes(` ${term}`)
}

/** Of pairs, each but the first adds one character. */
function lengthOf(terms: readonly string[]): number {
  let length = 0
  for (const [index, term] of terms.entries()) length += isChinese(term) && index > 0 ? 1 : term.length
  return length
}
