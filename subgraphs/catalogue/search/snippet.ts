import { bestText, Language, type LocalizedString } from '../../_kit/text.ts'
import { foldText } from './foldText.ts'
import type { Found } from './searchIndex.ts'
import type { SearchText } from './searchDocument.ts'
import { indexTerms } from './terms.ts'

/** The name of what was found, as near to the reader's language as the source has it. */
export function titleOf({ document }: Found, language: Language): LocalizedString {
  const { name, id } = document.searchable
  return bestText(name, language) ?? { text: id, language }
}

/** Of the texts that were searched, the part that shows why the entity was found. */
export function snippetOf(found: Found, title: LocalizedString): string {
  const { document, match, terms } = found
  const candidates = document.texts.filter(({ field }) => match.field === null || field === match.field)
  const best = mostTelling(candidates, terms, title.text)
  return best === undefined ? title.text : cutAround(best.text, terms)
}

/** Of those that hold equally many of the terms, the title, else the first. */
function mostTelling(
  texts: readonly SearchText[],
  terms: ReadonlySet<string>,
  title: string,
): SearchText | undefined {
  const counted = texts.map((text) => ({
    text,
    count: new Set(indexTerms(text.folded).filter((term) => terms.has(term))).size,
  }))
  const most = Math.max(0, ...counted.map(({ count }) => count))
  const telling = counted.filter(({ count }) => count === most).map(({ text }) => text)
  return telling.find(({ text }) => text === title) ?? telling[0]
}

/** Characters that a term has at most, all but always. */
const LONGEST_TERM = 20
/** Characters. */
const LONGEST = 160
const BEFORE = 40

function cutAround(text: string, terms: ReadonlySet<string>): string {
  const characters = [...text]
  if (characters.length <= LONGEST) return text
  const at = Math.max(0, firstOf(characters, terms) - BEFORE)
  const end = at + LONGEST
  const part = characters.slice(at, end).join('')
  return `${at > 0 ? '…' : ''}${part}${end < characters.length ? '…' : ''}`
}

/** Where the first of the terms begins; at the beginning where none is found as it stands. */
function firstOf(characters: readonly string[], terms: ReadonlySet<string>): number {
  const at = characters.findIndex((_, index) => {
    const ahead = foldText(characters.slice(index, index + LONGEST_TERM).join(''))
    return indexTerms(ahead)
      .slice(0, 2)
      .some((term) => terms.has(term))
  })
  return Math.max(0, at)
}
