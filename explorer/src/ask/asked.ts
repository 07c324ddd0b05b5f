/** A question as it is asked: the text, its variables, and which of its operations. */
export interface Asked {
  readonly query: string
  readonly variables: string
  /** Null where there is one only. */
  readonly operation: string | null
}

export interface PastQuestion extends Asked {
  readonly at: number
}

export const NOTHING: Asked = { query: '', variables: '', operation: null }

export function isSame(a: Asked | null, b: Asked | null): boolean {
  return a !== null && b !== null && a.query === b.query && a.variables === b.variables
}

/** Whether it may be answered in parts. */
export function asksParts(query: string): boolean {
  return /@(?:defer|stream)\b/.test(query)
}

/** Whether it certainly changes nothing and is answered once: it has no word that could begin anything else. */
export function isPlainQuery(query: string): boolean {
  return !/\b(?:mutation|subscription)\b/.test(query)
}
