/** How many objects and lists of a JSON text are open at its deepest place, counted without parsing it. */
export function jsonNesting(text: string): number {
  let open = 0
  let nesting = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = endOfString(text, at)
    else if (code === BRACE_OPEN || code === BRACKET_OPEN) nesting = Math.max(nesting, ++open)
    else if (code === BRACE_CLOSE || code === BRACKET_CLOSE) open -= 1
  }
  return nesting
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const BRACE_OPEN = 0x7b
const BRACE_CLOSE = 0x7d
const BRACKET_OPEN = 0x5b
const BRACKET_CLOSE = 0x5d

/** Where the string that begins at `start` is closed; the text's end where it is not. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let escapes = 0
    while (text.charCodeAt(end - 1 - escapes) === BACKSLASH) escapes += 1
    if (escapes % 2 === 0) return end
  }
  return text.length
}
