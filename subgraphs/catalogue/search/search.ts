import { inputError } from '../../_kit/errors.ts'
import { metresBetween, type Position } from '../../_kit/place.ts'
import type { SearchArgs } from '../schema/search.ts'
import { kindPlace } from '../schema/searchResult.ts'
import type { AreaView } from '../source.ts'
import type { Found, SearchIndex } from './searchIndex.ts'

export interface SearchHit extends Found {
  /** From `near`; null without it, or where the place is not known. */
  readonly metres: number | null
}

/** All that fits the question, the best first. */
export function search(index: SearchIndex, areas: () => AreaView, args: SearchArgs): readonly SearchHit[] {
  const { kinds, near, withinMetres, area } = args
  const within = area === undefined || area === null ? null : partsOf(areas(), area)
  return index
    .find(args.text)
    .filter(({ document: { kind } }) => !kinds || kinds.includes(kind))
    .filter(({ document: { searchable } }) => within === null || within.has(searchable.area ?? ''))
    .map((found) => ({ ...found, metres: metresFrom(near, found) }))
    .filter(({ metres }) => !withinMetres || (metres !== null && metres <= withinMetres))
    .sort(compareHits)
}

/** The area with all that lies in it. */
function partsOf({ byId, byParent }: AreaView, id: string): ReadonlySet<string> {
  if (!byId.has(id)) throw inputError('area', 'the id of an administrative area, such as "se"', id)
  const parts = new Set([id])
  for (const part of parts) for (const child of byParent.get(part) ?? []) parts.add(child.id)
  return parts
}

function metresFrom(near: Position | null | undefined, { document }: Found): number | null {
  const { place } = document.searchable
  return near && place ? Math.round(metresBetween(near, place)) : null
}

/** From here on no single text has it all, and the frequency of the words tells more than the kind. */
const SCATTERED = 7

export function compareHits(a: SearchHit, b: SearchHit): number {
  const byKind = kindPlace(a.document.kind) - kindPlace(b.document.kind)
  return (
    a.match.rank - b.match.rank ||
    compareMetres(a.metres, b.metres) ||
    b.match.fit - a.match.fit ||
    (a.match.rank < SCATTERED ? byKind : 0) ||
    b.score - a.score ||
    byKind ||
    (a.document.key < b.document.key ? -1 : 1)
  )
}

function compareMetres(a: number | null, b: number | null): number {
  if (a === b) return 0
  return (a ?? Infinity) - (b ?? Infinity)
}
