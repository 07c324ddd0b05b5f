import SearchableMap from 'minisearch/SearchableMap'
import { isChinese } from './terms.ts'

/** Which documents have which terms, in which fields. Documents are numbers, fields the bits of a number below 16. */
export interface TermIndex {
  add(document: number, fieldsByTerm: ReadonlyMap<string, number>): void
  /** The documents that have every term; those that were removed too. */
  match(terms: readonly string[], mayErr: boolean): TermMatch
}

export interface TermMatch {
  readonly documents: readonly number[]
  /** By document, the fields that have all of the terms. */
  readonly fields: Uint8Array
  /** By document, how far its terms are from those asked: the letters that follow count little, those that differ much. */
  readonly distance: Uint8Array
  /** The terms of the index that were taken for those asked. */
  readonly taken: ReadonlySet<string>
}

/** A document and the fields that have the term, in one number. */
const FIELD_BITS = 16

export function createTermIndex(): TermIndex {
  const postings = new Map<string, number[]>()
  // Chinese terms have neither beginnings nor small errors.
  const words = new SearchableMap<number[]>()
  let size = 0
  return {
    add(document, fieldsByTerm) {
      for (const [term, fields] of fieldsByTerm) {
        const known = postings.get(term)
        const posting = document * FIELD_BITS + fields
        if (known !== undefined) {
          known.push(posting)
          continue
        }
        const begun = [posting]
        postings.set(term, begun)
        if (!isChinese(term)) words.set(term, begun)
      }
      size = Math.max(size, document + 1)
    },
    match(terms, mayErr) {
      const taken = new Set<string>()
      const all = { fields: new Uint8Array(size), distance: new Uint8Array(size) }
      let documents: readonly number[] = []
      for (const [index, term] of terms.entries()) {
        const isLast = index === terms.length - 1
        const of = readTerm(size, variantsOf({ postings, words }, term, isLast, mayErr), taken)
        documents = index === 0 ? of.documents : documents.filter((document) => of.seen[document] === 1)
        for (const document of documents) {
          all.fields[document] =
            index === 0 ? at(of.fields, document) : at(all.fields, document) & at(of.fields, document)
          all.distance[document] = at(all.distance, document) + at(of.distance, document)
        }
        if (documents.length === 0) break
      }
      return { documents, ...all, taken }
    },
  }
}

interface Vocabulary {
  readonly postings: ReadonlyMap<string, readonly number[]>
  readonly words: SearchableMap<number[]>
}

/** A term of the index that is taken for one that was asked. */
interface Variant {
  readonly term: string
  readonly postings: readonly number[]
  readonly distance: number
}

const FOLLOWED = 1
const LETTER = 4

/** The nearest first. */
function variantsOf(
  { postings, words }: Vocabulary,
  term: string,
  isLast: boolean,
  mayErr: boolean,
): readonly Variant[] {
  const exact = postings.get(term)
  const variants: Variant[] = exact === undefined ? [] : [{ term, postings: exact, distance: 0 }]
  if (isPrefix(term, isLast))
    for (const [longer, found] of words.atPrefix(term))
      if (longer !== term) variants.push({ term: longer, postings: found, distance: FOLLOWED })
  const errors = mayErr ? errorsIn(term) : 0
  if (errors === 0) return variants
  const similar = [...words.fuzzyGet(term, errors).entries()].map(([other, [found, letters]]) => ({
    term: other,
    postings: found,
    distance: letters * LETTER,
  }))
  return [...variants, ...similar].sort((a, b) => a.distance - b.distance)
}

/** A word that is being typed is not whole yet; one of four letters may have been cut short. One letter begins too much. */
function isPrefix(term: string, isLast: boolean): boolean {
  return !isChinese(term) && term.length >= (isLast ? 2 : 4)
}

/** How many letters may be wrong, missing or too many. */
function errorsIn(term: string): number {
  if (isChinese(term) || term.length < 4) return 0
  return term.length < 8 ? 1 : 2
}

function readTerm(size: number, variants: readonly Variant[], taken: Set<string>) {
  const documents: number[] = []
  const seen = new Uint8Array(size)
  const fields = new Uint8Array(size)
  const distances = new Uint8Array(size)
  for (const { term, postings, distance } of variants) {
    taken.add(term)
    for (const posting of postings) {
      const document = Math.floor(posting / FIELD_BITS)
      fields[document] = at(fields, document) | (posting % FIELD_BITS)
      if (seen[document] === 1) continue
      seen[document] = 1
      distances[document] = distance
      documents.push(document)
    }
  }
  return { documents, seen, fields, distance: distances }
}

function at(values: Uint8Array, index: number): number {
  return values[index] ?? 0
}
