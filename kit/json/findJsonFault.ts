/** In a longer text nobody looks for it by hand. */
const LONGEST = 1_048_576

/** A mark, or all that is no string. */
const MARK_OR_WORD = /[{}[\],:]|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
/** One piece of a string: with all pieces in one expression, a string without end would be tried in every division. */
const PIECE = /[ !#-[\]-\uffff]+|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

type Expected = 'value' | 'first item' | 'first name' | 'name' | 'colon' | 'rest'

/**
 * Where the first token of a text begins that JSON cannot have there: `JSON.parse` tells it of some texts only, and of
 * others a piece of them. The text's length where it ends between two tokens; undefined where it is JSON or longer than
 * a million characters.
 */
export function findJsonFault(text: string): number | undefined {
  const open: string[] = []
  let expected: Expected = 'value'
  let at = 0
  while (text.length <= LONGEST) {
    const start = startOfToken(text, at)
    if (start === text.length) return expected === 'rest' && open.length === 0 ? undefined : start
    const end = endOfToken(text, start)
    const next: Expected | undefined =
      end === undefined ? undefined : step(expected, text.slice(start, start + 1), open)
    if (end === undefined || next === undefined) return start
    expected = next
    at = end
  }
  return undefined
}

function startOfToken(text: string, from: number): number {
  let at = from
  while (at < text.length && ' \t\n\r'.includes(text[at] ?? '')) at++
  return at
}

/** Undefined where there is no token. */
function endOfToken(text: string, start: number): number | undefined {
  if (text[start] !== '"') return endOfMatch(MARK_OR_WORD, text, start)
  let at: number | undefined = start + 1
  while (at !== undefined && text[at] !== '"') at = endOfMatch(PIECE, text, at)
  return at === undefined ? undefined : at + 1
}

function endOfMatch(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : undefined
}

/** What is expected after a token that begins with a character; undefined where it may not stand here. `open` are the brackets around it. */
function step(expected: Expected, first: string, open: string[]): Expected | undefined {
  const isValueExpected = expected === 'value' || expected === 'first item'
  switch (first) {
    case '"':
      if (expected === 'name' || expected === 'first name') return 'colon'
      return isValueExpected ? 'rest' : undefined
    case ':':
      return expected === 'colon' ? 'value' : undefined
    case ',':
      if (expected !== 'rest' || open.length === 0) return undefined
      return open.at(-1) === '{' ? 'name' : 'value'
    case '{':
    case '[':
      if (!isValueExpected) return undefined
      open.push(first)
      return first === '{' ? 'first name' : 'first item'
    case '}':
      return close('{', expected, open)
    case ']':
      return close('[', expected, open)
    default:
      return isValueExpected ? 'rest' : undefined
  }
}

function close(bracket: string, expected: Expected, open: string[]): Expected | undefined {
  const isEmpty = expected === (bracket === '{' ? 'first name' : 'first item')
  if ((expected !== 'rest' && !isEmpty) || open.at(-1) !== bracket) return undefined
  open.pop()
  return 'rest'
}
