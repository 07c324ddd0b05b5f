import type { TextValue } from '../_kit/text.ts'

/**
 * Names that are the same in Portuguese and English: hotels, housing estates and institutions that bear an English or
 * romanised name whatever the language. Everywhere else an "English" name equal to the Portuguese is a copy.
 */
const PROPER_NAMES: ReadonlySet<string> = new Set([
  'CHUN LAI GARDEN',
  'CHUN U VILLA',
  'GRAND COLOANE RESORT-1',
  'GRAND COLOANE RESORT-2',
  'HARBOURVIEW HOTEL',
  'HELLENE GARDEN / ORCHIDS VILLA',
  'JOCKEY CLUB',
  'LA MARINA',
  'ONE OASIS / MAHOGANY TOWER',
  'PAI KOK / GALAXY',
  'POUSADA MARINA INFANTE',
  'SUNNY VIEW GARDEN',
  'TREASURE GARDEN',
  'WA TAI SAN CHUN',
  'YUET WAH COLLEGE',
])

export interface CheckedName {
  readonly name: TextValue
  /** What became of an English name that repeats the Portuguese; null where it does not repeat it. */
  readonly repeated: 'dropped' | 'proper name' | null
}

/** The name without an English that only repeats the Portuguese, as the bureau's exports mostly do. */
export function dropCopiedEnglish(name: TextValue): CheckedName {
  if (name.en === null || name.en !== name.pt) return { name, repeated: null }
  if (PROPER_NAMES.has(name.en)) return { name, repeated: 'proper name' }
  return { name: { ...name, en: null }, repeated: 'dropped' }
}

/** The sentence of the feed's report on the names that repeat; none where nothing repeats. */
export function remarkOnCopiedEnglish(checked: readonly CheckedName[]): readonly string[] {
  const proper = checked.filter(({ repeated }) => repeated === 'proper name').length
  const dropped = checked.filter(({ repeated }) => repeated === 'dropped').length
  if (proper + dropped === 0) return []
  return [
    `${proper + dropped} English names repeat the Portuguese: ` +
      `${dropped} are published as null, ${proper} are proper names and stay.`,
  ]
}
