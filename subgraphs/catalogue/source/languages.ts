import type { TextValue } from '../../_kit/text.ts'

/** "數據☯数据☯Data☯Dados": the portal's four languages in its order; simplified Chinese is not one of the graph's. */
export const LANGUAGE_SIGN = '\u262f'

/** A name with another number of parts cannot be told apart by language and counts as Chinese, the portal's first. */
export function splitLanguages(text: string): TextValue {
  const parts = text.split(LANGUAGE_SIGN).map((part) => part.trim() || null)
  if (parts.length !== 4) return { zh: parts[0] ?? null, pt: null, en: null }
  return { zh: parts[0] ?? null, en: parts[2] ?? null, pt: parts[3] ?? null }
}
