import { inputError } from '../../_kit/errors.ts'
import { assertInTerritory } from '../../_kit/place.ts'
import type { SearchArgs } from '../schema/search.ts'
import { foldText } from './foldText.ts'

const LONGEST = 200
const CONTROL = /\p{Cc}/u
const FARTHEST = 20_000

/** The text to look for; rejects what no name can have. */
export function parseText(text: string): string {
  // First, so that nothing is done with a text of megabytes, nor is it sent back.
  if (text.length > LONGEST)
    throw inputError('text', `at most ${LONGEST} characters`, `${text.slice(0, 20)}… (${text.length})`)
  if (CONTROL.test(text)) throw inputError('text', 'no control characters', text)
  if (foldText(text) === '') throw inputError('text', 'at least one letter or digit', text)
  return text
}

export function assertSearchArgs({ near, withinMetres }: SearchArgs): void {
  if (near) assertInTerritory('near', near)
  if (withinMetres === undefined || withinMetres === null) return
  if (!near) throw inputError('withinMetres', '`near` with it: the place to measure from', withinMetres)
  if (withinMetres < 1 || withinMetres > FARTHEST)
    throw inputError('withinMetres', `a whole number of metres from 1 to ${FARTHEST}`, withinMetres)
}

/** The page with what its cursors hold for: the same for texts and kinds that find the same, in any language. */
export function pageOf(args: SearchArgs) {
  return { ...args, text: foldText(args.text), kinds: args.kinds?.toSorted(), language: undefined }
}
