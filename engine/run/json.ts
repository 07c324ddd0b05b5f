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
  const text: unknown = JSON.stringify(value)
  return typeof text === 'string' ? text : undefined
}
