import type { Searchable } from '../../_kit/searchables.ts'
import { foldText } from './foldText.ts'
import { judgeMatch, type FoldedQuestion, type Match } from './judgeMatch.ts'
import { bitOf, createDocument, fieldsByTerm, type SearchDocument } from './searchDocument.ts'
import { createTermIndex, type TermIndex, type TermMatch } from './termIndex.ts'
import { queryTerms } from './terms.ts'

/** All entities that are found, by the words that they are found by. */
export interface SearchIndex {
  /** How many entities it has. */
  readonly size: number
  /** Makes these all that there is of the type; what has not changed is not indexed again. */
  replace(kind: string, searchables: readonly Searchable[]): void
  /**
   * What the text finds among those that `accept` takes, in no order; small errors are overlooked where nothing is found
   * without. `metresOf` is what the nearer comes first by.
   */
  find(text: string, accept?: Accept, metresOf?: MetresOf): Findings
}

export type Accept = (document: SearchDocument) => boolean
export type MetresOf = (document: SearchDocument) => number | null

export interface Findings {
  readonly total: number
  /** No more than anybody turns pages for. */
  readonly found: readonly Found[]
}

export interface Found {
  readonly document: SearchDocument
  readonly match: Match
  /** Of all documents, the terms that were taken for those of the text. */
  readonly terms: ReadonlySet<string>
  /** How far its terms are from those of the text, the nearer the less. */
  readonly distance: number
}

export function createSearchIndex(): SearchIndex {
  const store = createStore()
  return {
    get size() {
      return store.numbers.size
    },
    replace: (kind, searchables) => replaceKind(store, kind, searchables),
    find(text, accept = () => true, metresOf) {
      const folded = foldText(text)
      const terms = queryTerms(folded)
      const { index } = store
      const exact = index.match(terms, false)
      const isSimilar = exact.documents.length === 0
      const matched = isSimilar ? index.match(terms, true) : exact
      const question = { folded, terms, isSimilar }
      const accepted = matched.documents.filter((number) => {
        const document = store.documents[number]
        return document !== undefined && document !== null && accept(document)
      })
      const kept = keepLikely(store, accepted, matched, metresOf)
      return {
        total: accepted.length,
        found: kept.flatMap((number) => judge(store, number, matched, question)),
      }
    },
  }
}

interface Store {
  index: TermIndex
  /** By number; null where the entity is there no longer. */
  documents: (SearchDocument | null)[]
  numbers: Map<string, number>
  /** By kind and key, what was indexed. */
  readonly written: Map<string, ReadonlyMap<string, string>>
}

function createStore(): Store {
  return { index: createTermIndex(), documents: [], numbers: new Map(), written: new Map() }
}

function replaceKind(store: Store, kind: string, searchables: readonly Searchable[]): void {
  const before = store.written.get(kind) ?? new Map<string, string>()
  const after = new Map<string, string>()
  for (const searchable of searchables) {
    const text = JSON.stringify(searchable)
    if (after.has(searchable.id)) continue
    after.set(searchable.id, text)
    if (before.get(searchable.id) !== text) addDocument(store, createDocument(kind, searchable))
  }
  for (const id of before.keys()) if (!after.has(id)) removeDocument(store, `${kind}:${id}`)
  store.written.set(kind, after)
  if (store.documents.length > 2 * store.numbers.size + SPARE) compact(store)
}

function addDocument(store: Store, document: SearchDocument): void {
  removeDocument(store, document.key)
  const number = store.documents.push(document) - 1
  store.numbers.set(document.key, number)
  store.index.add(number, fieldsByTerm(document))
}

/** Its terms stay until there are too many of such. */
function removeDocument({ documents, numbers }: Store, key: string): void {
  const number = numbers.get(key)
  if (number === undefined) return
  documents[number] = null
  numbers.delete(key)
}

const SPARE = 1_000

function compact(store: Store): void {
  const kept = store.documents.filter((document) => document !== null)
  Object.assign(store, { index: createTermIndex(), documents: [], numbers: new Map() })
  for (const document of kept) addDocument(store, document)
}

/** How many are judged and put in order: a text of one character may find tens of thousands. */
const LIKELY = 1_000

/** Those that have all in a name or a code, and the shortest of these; where it matters, also those that are nearest. */
function keepLikely(
  { documents }: Store,
  found: readonly number[],
  { fields }: TermMatch,
  metresOf: MetresOf | undefined,
): readonly number[] {
  if (found.length <= LIKELY) return found
  const title = bitOf('name') | bitOf('code')
  const byTitle = leastBy(found, (number) => {
    const isTitle = ((fields[number] ?? 0) & title) !== 0
    return (isTitle ? 0 : BEYOND_TITLES) + (documents[number]?.shortest ?? 0)
  })
  if (metresOf === undefined) return byTitle
  const byDistance = leastBy(found, (number) => {
    const document = documents[number]
    return (document && metresOf(document)) ?? Infinity
  })
  return [...new Set([...byTitle, ...byDistance])]
}

const BEYOND_TITLES = 100_000

/** The numbers of the least measure; of equal ones, those that come first. */
function leastBy(numbers: readonly number[], measure: (number: number) => number): readonly number[] {
  const measures = Float64Array.from(numbers, measure)
  const limit = measures.toSorted()[LIKELY - 1] ?? Infinity
  const less = numbers.filter((_, at) => (measures[at] ?? limit) < limit)
  const equal = numbers.filter((_, at) => measures[at] === limit)
  return [...less, ...equal.slice(0, LIKELY - less.length)]
}

function judge(
  { documents }: Store,
  number: number,
  { fields, distance, taken }: TermMatch,
  question: FoldedQuestion,
): readonly Found[] {
  const document = documents[number]
  if (document === undefined || document === null) return []
  const match = judgeMatch(document, fields[number] ?? 0, question)
  return [{ document, match, terms: taken, distance: distance[number] ?? 0 }]
}
