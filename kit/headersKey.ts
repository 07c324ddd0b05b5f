import { digest } from './digest.ts'

/**
 * Stands for some headers in the key of a cache, names in lower case: two sets that differ have different keys, and no
 * value can be read from a key. Keys outlive requests and connections, and a value may be somebody's token.
 */
export function headersKey(headers: Readonly<Record<string, string>>): string {
  const names = Object.keys(headers)
  if (names.length === 0) return ''
  if (names.length > 1) names.sort()
  let text = ''
  for (const name of names) {
    const value = headers[name] ?? ''
    text += `${name}:${value.length}:${value}`
  }
  return digest(text)
}
