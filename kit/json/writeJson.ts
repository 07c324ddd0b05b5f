import { JsonText, stringify } from './jsonText.ts'

const SHORT = 48

/** A string as JSON text; short plain ones, which nearly all are, without a call into the engine. */
export function quoteJson(text: string): string {
  const length = text.length
  if (length > SHORT) return JSON.stringify(text)
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index)
    // Quotes, backslashes, controls, and halves of surrogate pairs, which may stand alone, are for JSON.stringify.
    if (code < 0x20 || code === 0x22 || code === 0x5c || (code >= 0xd800 && code <= 0xdfff))
      return JSON.stringify(text)
  }
  return `"${text}"`
}

/** Any JSON value as text; undefined for what JSON cannot hold. */
export function writeJson(value: unknown): string | undefined {
  if (typeof value === 'string') return quoteJson(value)
  if (value instanceof JsonText) return value.text
  // JSON.stringify would write null for it without a word.
  if (typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value))) return undefined
  const { text, hasTexts } = stringify(value)
  return hasTexts ? writeParts(value) : text
}

function writeParts(value: unknown): string | undefined {
  if (Array.isArray(value)) return `[${value.map((item) => writeParts(item) ?? 'null').join(',')}]`
  if (typeof value !== 'object' || value === null || value instanceof JsonText) return writeJson(value)
  const members = Object.entries(value).flatMap(([name, part]) => {
    const text = writeParts(part)
    return text === undefined ? [] : [`${quoteJson(name)}:${text}`]
  })
  return `{${members.join(',')}}`
}
