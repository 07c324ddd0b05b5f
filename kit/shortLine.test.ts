import { expect, it } from 'vitest'
import { shortLine } from './shortLine.ts'

const LONG = 'n'.repeat(900_000)

it.each([
  ['a usual message stays as it is', 'Cannot query field "nme".', 'Cannot query field "nme".'],
  ['so does one of exactly 300 characters', 'a'.repeat(300), 'a'.repeat(300)],
  ['line breaks become spaces', 'a\r\nb\u2028c', 'a b c'],
  ['so do control characters', 'a\u0000\u001b[31mb\u0085c', 'a [31mb c'],
  ['so do marks that turn the direction of writing', 'a\u202eb\u2066c', 'a b c'],
  ['a long word in a message is cut alone', `"${'n'.repeat(400)}" on "T"`, `"${'n'.repeat(78)}… on "T"`],
  ['of many words the end is cut', 'ab '.repeat(200), `${'ab '.repeat(100).slice(0, 299)}…`],
  ['of a megabyte the beginning is kept', `field "${LONG}" on "T"`, `field "${'n'.repeat(78)}…`],
])('%s', (_what, text, line) => {
  expect(shortLine(text)).toBe(line)
})
