import { constantFrom, integer, oneof, string, type Arbitrary } from 'fast-check'

/** Pairs, halves of pairs in either order, and a half before what is escaped. */
const SURROGATES = [
  '𠮷',
  '😀',
  '\ud800',
  '\udbff',
  '\udc00',
  '\udfff',
  '\udc00\ud800',
  '\ud83d"',
  '\ud83d\ue000',
  '\ud83d\n',
]

/** Any text that JavaScript can hold. fast-check's own units draw whole code points alone: never half a pair. */
export const anyText: Arbitrary<string> = oneof(
  string({ unit: 'grapheme' }),
  string({ unit: 'binary' }),
  string({ unit: integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
  string({ unit: oneof(constantFrom(...SURROGATES), string({ unit: 'grapheme-ascii', maxLength: 2 })) }),
)
