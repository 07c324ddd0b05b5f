import MiniSearch, { type SearchOptions, type SearchResult } from 'minisearch'
import type { Searchable } from '../../_kit/searchables.ts'
import { foldText } from './foldText.ts'
import { judgeMatch, type Match } from './judgeMatch.ts'
import { createDocument, foldedField, SEARCH_FIELDS, type SearchDocument } from './searchDocument.ts'
import { indexTerms, isChinese, queryTerms } from './terms.ts'

/** All entities that are found, by the words that they are found by. */
export interface SearchIndex {
  /** How many entities it has. */
  readonly size: number
  /** Makes these all that there is of the type; what has not changed is not indexed again. */
  replace(kind: string, searchables: readonly Searchable[]): void
  /** Whatever the text finds, the best first, without any regard to small errors where something is found without. */
  find(text: string): readonly Found[]
}

export interface Found {
  readonly document: SearchDocument
  readonly match: Match
  /** Of the document, what the text found. */
  readonly terms: readonly string[]
  /** How well it matches by the frequency of the words; only to compare within one answer. */
  readonly score: number
}

export function createSearchIndex(): SearchIndex {
  const index = new MiniSearch<SearchDocument>({
    idField: 'key',
    fields: [...SEARCH_FIELDS],
    extractField: (document, field) => (field === 'key' ? document.key : foldedField(document, field)),
    tokenize: indexTerms,
    processTerm: (term) => term,
  })
  const documents = new Map<string, SearchDocument>()
  const written = new Map<string, ReadonlyMap<string, string>>()
  return {
    get size() {
      return documents.size
    },
    replace(kind, searchables) {
      const before = written.get(kind) ?? new Map<string, string>()
      const after = new Map<string, string>()
      for (const searchable of searchables) {
        const { key } = keyed(kind, searchable)
        const text = JSON.stringify(searchable)
        if (after.has(key)) continue
        after.set(key, text)
        if (before.get(key) === text) continue
        if (before.has(key)) index.discard(key)
        const document = createDocument(kind, searchable)
        documents.set(key, document)
        index.add(document)
      }
      for (const key of before.keys()) {
        if (after.has(key)) continue
        index.discard(key)
        documents.delete(key)
      }
      written.set(kind, after)
    },
    find(text) {
      const folded = foldText(text)
      const terms = queryTerms(folded)
      const last = terms.at(-1)
      const query = terms.join('\n')
      const exact = index.search(query, { ...OPTIONS, prefix: (term) => isPrefix(term, term === last) })
      const isSimilar = exact.length === 0
      const results = isSimilar
        ? index.search(query, {
            ...OPTIONS,
            prefix: (term) => isPrefix(term, term === last),
            fuzzy: mayDiffer,
          })
        : exact
      return results.flatMap((result) => {
        const document = documents.get(String(result.id))
        return document === undefined ? [] : [createFound(document, result, { folded, terms, isSimilar })]
      })
    },
  }
}

function keyed(kind: string, { id }: Searchable): { readonly key: string } {
  return { key: `${kind}:${id}` }
}

const OPTIONS: SearchOptions = {
  tokenize: (query) => query.split('\n'),
  combineWith: 'AND',
  boost: { name: 4, otherName: 2, code: 3, description: 1 },
}

/** A word that is being typed is not whole yet; one of four letters may have been cut short. */
function isPrefix(term: string, isLast: boolean): boolean {
  return !isChinese(term) && (isLast || term.length >= 4)
}

/** How many letters may be wrong, missing or too many. */
function mayDiffer(term: string): number | boolean {
  if (isChinese(term) || term.length < 4) return false
  return term.length < 8 ? 1 : 2
}

function createFound(
  document: SearchDocument,
  result: SearchResult,
  question: { folded: string; terms: readonly string[]; isSimilar: boolean },
): Found {
  const match = judgeMatch(document, result.match, question)
  return { document, match, terms: result.terms, score: result.score }
}
