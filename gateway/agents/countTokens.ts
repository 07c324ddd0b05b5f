/** What is written with characters of its own for words or syllables costs a model about a token for each. */
const WIDE = /[\u2e80-\uffff]/g
const CHARACTERS_PER_TOKEN = 4

/** About how many tokens a model reads of a value's JSON, whichever model it is. */
export function countTokens(value: unknown): number {
  const text = JSON.stringify(value) ?? ''
  const wide = text.match(WIDE)?.length ?? 0
  return wide + Math.ceil((text.length - wide) / CHARACTERS_PER_TOKEN)
}
