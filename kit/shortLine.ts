/** Characters: what a message may have of what somebody else wrote. */
const LINE_LENGTH = 300
const WORD_LENGTH = 80

/**
 * A text as one line that is safe to show: without control characters, line breaks and marks that turn the direction of
 * writing; a long one with its longest words cut, then its end.
 */
export function shortLine(text: string): string {
  // No more is looked at than can be shown, so that a megabyte costs what a line costs.
  const line = text.slice(0, 4 * LINE_LENGTH).replace(UNSHOWN, ' ')
  if (text.length <= LINE_LENGTH) return line
  const words = line.replace(LONG_WORD, (word) => `${word.slice(0, WORD_LENGTH - 1)}…`)
  // Of a text that ends inside a long word, nobody knows what comes after it.
  const isWhole = text.length <= 4 * LINE_LENGTH && words.length <= LINE_LENGTH
  return isWhole ? words : `${words.slice(0, LINE_LENGTH - 1).replace(/…$/, '')}…`
}

const UNSHOWN = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]+/gu
const LONG_WORD = new RegExp(`\\S{${WORD_LENGTH + 1},}`, 'g')
