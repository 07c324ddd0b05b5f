import { inputError } from '../../_kit/errors.ts'
import { metresBetween, type Position } from '../../_kit/place.ts'
import type { SearchArgs } from '../schema/search.ts'
import { kindPlace } from '../schema/searchResult.ts'
import type { AreaView } from '../source.ts'
import type { SearchDocument } from './searchDocument.ts'
import type { Found, SearchIndex } from './searchIndex.ts'

export interface SearchHit extends Found {
  /** From `near`; null without it, or where the place is not known. */
  readonly metres: number | null
}

export interface SearchHits {
  /** How many fit the question, also where only the likeliest are put in order. */
  readonly total: number
  readonly hits: readonly SearchHit[]
}

/** What fits the question, the best first. */
export function search(index: SearchIndex, areas: () => AreaView, args: SearchArgs): SearchHits {
  const { kinds, near, withinMetres, area } = args
  const within = area === undefined || area === null ? null : partsOf(areas(), area)
  const metresOf = (document: SearchDocument) => metresFrom(near, document)
  const accept = (document: SearchDocument): boolean => {
    if (kinds && !kinds.includes(document.kind)) return false
    if (within !== null && !within.has(document.searchable.area ?? '')) return false
    return !withinMetres || (metresOf(document) ?? Infinity) <= withinMetres
  }
  const { total, found } = index.find(args.text, accept, near ? metresOf : undefined)
  const hits = found.map((one) => ({ ...one, metres: metresOf(one.document) }))
  return { total, hits: hits.sort(compareHits) }
}

/** The area with all that lies in it. */
function partsOf({ byId, byParent }: AreaView, id: string): ReadonlySet<string> {
  if (!byId.has(id)) throw inputError('area', 'the id of an administrative area, such as "se"', id)
  const parts = new Set([id])
  for (const part of parts) for (const child of byParent.get(part) ?? []) parts.add(child.id)
  return parts
}

function metresFrom(near: Position | null | undefined, { searchable }: SearchDocument): number | null {
  const { place } = searchable
  return near && place ? Math.round(metresBetween(near, place)) : null
}

export function compareHits(a: SearchHit, b: SearchHit): number {
  return (
    a.match.rank - b.match.rank ||
    compareMetres(a.metres, b.metres) ||
    b.match.fit - a.match.fit ||
    a.distance - b.distance ||
    kindPlace(a.document.kind) - kindPlace(b.document.kind) ||
    a.document.shortest - b.document.shortest ||
    (a.document.key < b.document.key ? -1 : 1)
  )
}

function compareMetres(a: number | null, b: number | null): number {
  if (a === b) return 0
  return (a ?? Infinity) - (b ?? Infinity)
}
