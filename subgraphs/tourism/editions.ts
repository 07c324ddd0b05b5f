import type { EditionRecord } from './source/eventEditions.ts'

/** Days YYYY-MM-DD, of which the first and last are in it; null where it has no end. */
export interface Period {
  readonly from: string
  readonly to: string | null
}

/** The first edition that takes place in the period; what is not dated takes place in none. */
export function findEdition(editions: readonly EditionRecord[], period: Period): EditionRecord | undefined {
  return editions.find((edition) => takesPlaceIn(edition, period))
}

/** Between a first and last day all count, unless the source lists them; of one alone no other is known. */
export function takesPlaceIn(edition: EditionRecord, { from, to }: Period): boolean {
  const isInside = (day: string) => day >= from && (to === null || day <= to)
  if (edition.days) return edition.days.some(isInside)
  const last = edition.endsOn ?? edition.startsOn
  const first = firstDayOf(edition)
  return first !== null && last !== null && last >= from && (to === null || first <= to)
}

export function firstDayOf({ startsOn, endsOn }: EditionRecord): string | null {
  return startsOn ?? endsOn
}
