const IRREGULAR = new Set(['children', 'people', 'data', 'media', 'criteria', 'bureaus', 'menus'])
/** Their singular ends in s. */
const SINGULAR = new Set(['bus', 'series', 'news', 'canvas', 'gas', 'lens', 'atlas'])

/** Whether an English word in lower case is a plural, as far as its ending tells. */
export function isPlural(word: string): boolean {
  if (IRREGULAR.has(word)) return true
  return word.endsWith('s') && !/(?:ss|us|is)$/.test(word) && !SINGULAR.has(word)
}
