export type Header = readonly [name: string, value: string]

/** A header that a reader wrote, and why it cannot be sent. */
export type HeaderFault = 'name' | 'value' | 'taken'

/** Those that the page or the browser sets. A token is told to "Who am I", which forgets it again. */
const TAKEN =
  /^(?:accept(?:-.*)?|authorization|connection|content-.*|cookie2?|date|dnt|expect|graphql-client-.*|host|keep-alive|origin|proxy-.*|referer|sec-.*|set-cookie|te|trailer|transfer-encoding|upgrade|via|x-explain)$/i
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/

export function faultOf([name, value]: Header): HeaderFault | null {
  if (name.trim() === '') return value.trim() === '' ? null : 'name'
  if (!TOKEN.test(name.trim())) return 'name'
  if (TAKEN.test(name.trim())) return 'taken'
  // oxlint-disable-next-line no-control-regex -- a header's value may hold none of these
  return /[\0-\x08\x0a-\x1f\x7f]/.test(value) ? 'value' : null
}

/** As they are sent; null where one of them cannot be. */
export function readHeaders(headers: readonly Header[]): Readonly<Record<string, string>> | null {
  if (headers.some((header) => faultOf(header) !== null)) return null
  const named = headers.filter(([name]) => name.trim() !== '')
  return Object.fromEntries(named.map(([name, value]) => [name.trim().toLowerCase(), toBytes(value.trim())]))
}

/** A header is bytes; the gateway reads them as UTF-8, so that purposes can be written in Chinese. */
function toBytes(value: string): string {
  return Array.from(new TextEncoder().encode(value), (byte) => String.fromCharCode(byte)).join('')
}

/** What it holds may open doors: it stays in this window and ends with it. */
export function isSecret([name]: Header): boolean {
  return /auth|token|secret|key|cookie|passw|session|credential/i.test(name)
}
