import { isOpenAt, type OpeningHoursValue } from './openingHours.ts'

export const IS_OPEN =
  'Whether it is open at the moment `at`; null where its hours are not known, as on a public holiday of which they say nothing. Without `at` the moment of asking counts, and the answer may be a minute old.'

export const IS_OPEN_AT =
  'The moment. Give it where you can: then the answer does not depend on when the question is asked, and is the same however long it is kept.'

/** Asked without a moment the answer soon is another: it is kept for a minute. */
export const IS_OPEN_CACHE = '@cacheControl(maxAge: 60)'

export function answerIsOpen(
  openingHours: OpeningHoursValue | null,
  at: string | null | undefined,
  now: Date,
): boolean | null {
  return isOpenAt(openingHours, at ? new Date(at) : now)
}
