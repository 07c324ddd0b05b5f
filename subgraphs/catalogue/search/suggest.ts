import type { Language } from '../../_kit/text.ts'
import { foldText } from './foldText.ts'
import { compareHits } from './search.ts'
import type { SearchIndex } from './searchIndex.ts'
import { snippetOf, titleOf } from './snippet.ts'

export interface SuggestionValue {
  readonly text: string
  /** The likelier first. */
  readonly kinds: string[]
}

/** The names and codes that the text finds, each once, the likelier first. */
export function suggest(
  index: SearchIndex,
  text: string,
  language: Language,
  first: number,
): readonly SuggestionValue[] {
  const hits = index
    .find(text)
    .found.filter(({ match }) => match.reason !== 'DESCRIPTION')
    .map((found) => ({ ...found, metres: null }))
    .sort(compareHits)
  const suggestions = new Map<string, SuggestionValue>()
  for (const hit of hits) {
    const written = snippetOf(hit, titleOf(hit, language))
    const key = foldText(written)
    const known = suggestions.get(key)
    if (known === undefined && suggestions.size === first) break
    if (known === undefined) suggestions.set(key, { text: written, kinds: [hit.document.kind] })
    else if (!known.kinds.includes(hit.document.kind)) known.kinds.push(hit.document.kind)
  }
  return [...suggestions.values()]
}
