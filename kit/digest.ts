import { hash } from 'node:crypto'

/** SHA-256 of a text or bytes in 43 characters that may stand in any key, name or address. */
export function digest(content: string | Buffer): string {
  return hash('sha256', content, 'base64url')
}

/** Puts texts together so that no two lists give the same: each is preceded by its length. */
export function digestAll(texts: readonly string[]): string {
  return digest(texts.map((text) => `${text.length}:${text}`).join(''))
}

/** SHA-256 of a text or bytes in hexadecimal digits, as persisted documents and audit lines state it. */
export function sha256Hex(content: string | Buffer): string {
  return hash('sha256', content, 'hex')
}
