/** Where in a JSON text that is being written a word goes. */
export interface JsonPlace {
  /** Of keys and indexes, to the object that gets a key, or to the value. */
  readonly path: readonly (string | number)[]
  readonly wants: 'key' | 'value'
  /** Where the word that is being written begins, its quote included. */
  readonly from: number
}

type Level = { readonly kind: 'object'; key: string | null } | { readonly kind: 'list'; index: number }

/** Reads a text that need not be whole up to its end; null where no word can stand. */
export function findJsonPlace(text: string): JsonPlace | null {
  const levels: Level[] = []
  let last = ''
  let from = text.length
  for (const { 0: token, index } of text.matchAll(TOKENS)) {
    const top = levels.at(-1)
    const isLast = index + token.length === text.length
    if (isLast && isWord(token)) {
      from = index
      break
    }
    if (token === '{') levels.push({ kind: 'object', key: null })
    else if (token === '[') levels.push({ kind: 'list', index: 0 })
    else if (token === '}' || token === ']') levels.pop()
    else if (token === ',' && top?.kind === 'list') top.index++
    else if (token === ',' && top?.kind === 'object') top.key = null
    else if (token === ':' && top?.kind === 'object') top.key = unquote(last)
    last = token
  }
  return placeIn(levels, from, last)
}

const TOKENS = /"(?:[^"\\]|\\.)*"?|[{}[\],:]|[^\s{}[\],:"]+/g

/** A text in quotes that are closed is complete. */
function isWord(token: string): boolean {
  return token.startsWith('"') ? token.length === 1 || !/[^\\]"$/.test(token) : /^[\w.+-]/.test(token)
}

function placeIn(levels: readonly Level[], from: number, last: string): JsonPlace | null {
  const top = levels.at(-1)
  if (top === undefined) return null
  const outer = levels.slice(0, -1).map(stepOf)
  if (top.kind === 'list')
    return isOpen(last, '[,') ? { path: [...outer, top.index], wants: 'value', from } : null
  if (top.key === null) return isOpen(last, '{,') ? { path: outer, wants: 'key', from } : null
  return last === ':' ? { path: [...outer, top.key], wants: 'value', from } : null
}

function isOpen(last: string, after: string): boolean {
  return last.length === 1 && after.includes(last)
}

function stepOf(level: Level): string | number {
  return level.kind === 'list' ? level.index : (level.key ?? '')
}

function unquote(token: string): string {
  try {
    return String(JSON.parse(token))
  } catch {
    return token
  }
}
