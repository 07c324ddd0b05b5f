const INITIAL = 256 * 1024
/** A larger buffer is released after use: one large response must not cost its memory for ever. */
const MAX_RETAINED = 4 * 1024 * 1024
const HEX = '0123456789abcdef'

/**
 * JSON being written, as UTF-8 bytes. Strings put together from ten thousand pieces cost three times as much: each
 * piece is an object, and the whole has to be copied flat and encoded in the end. To discard what was written last, set
 * `at` back.
 */
export class Output {
  at = 0
  #bytes: Buffer = Buffer.allocUnsafeSlow(INITIAL)

  /** Starts anew in the same memory. */
  restart(): void {
    this.at = 0
    if (this.#bytes.length > MAX_RETAINED) this.#bytes = Buffer.allocUnsafeSlow(INITIAL)
  }

  /** A copy of the bytes written so far. */
  take(): Buffer {
    return Buffer.from(this.#bytes.subarray(0, this.at))
  }

  /** Bytes that are JSON in UTF-8 already. */
  raw(ready: Uint8Array): void {
    const length = ready.length
    const bytes = this.reserve(length)
    let at = this.at
    for (let index = 0; index < length; index++) bytes[at++] = ready[index] ?? 0
    this.at = at
  }

  byte(code: number): void {
    this.reserve(1)[this.at++] = code
  }

  /** Text that is JSON already and has no character beyond ASCII, such as a number. */
  ascii(text: string): void {
    const length = text.length
    const bytes = this.reserve(length)
    let at = this.at
    for (let index = 0; index < length; index++) bytes[at++] = text.charCodeAt(index)
    this.at = at
  }

  /** Text that is JSON already. */
  json(text: string): void {
    const bytes = this.reserve(text.length * 3)
    this.at += bytes.write(text, this.at)
  }

  /** A string value, quoted and escaped. */
  string(text: string): void {
    this.at = writeQuoted(this.reserve(quotedLength(text)), this.at, text)
  }

  /** The memory, with room for so many bytes from `at` on. Another one when it has to grow. */
  reserve(length: number): Buffer {
    const needed = this.at + length
    if (needed <= this.#bytes.length) return this.#bytes
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#bytes.length * 2))
    this.#bytes.copy(larger, 0, 0, this.at)
    this.#bytes = larger
    return larger
  }
}

/** The most that a string can take: six bytes for a character that is escaped, and the quotes. */
export function quotedLength(text: string): number {
  return text.length * 6 + 2
}

/** Writes a string, quoted and escaped; returns where it ends. */
export function writeQuoted(bytes: Buffer, start: number, text: string): number {
  const length = text.length
  let at = start
  bytes[at++] = 0x22
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index)
    if (code >= 0x80 || code < 0x20 || code === 0x22 || code === 0x5c)
      return writeRest(bytes, at, text, index)
    bytes[at++] = code
  }
  bytes[at++] = 0x22
  return at
}

/** The rest of a string from its first character that is more than one byte of itself. */
function writeRest(bytes: Buffer, start: number, text: string, from: number): number {
  let at = start
  for (let index = from; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code < 0x80 && code >= 0x20 && code !== 0x22 && code !== 0x5c) bytes[at++] = code
    else if (code >= 0x80 && (code < 0xd800 || code > 0xdfff)) at = encode(bytes, at, code)
    else if (isPair(code, text, index)) at = encodePair(bytes, at, code, text.charCodeAt(++index))
    else at = escape(bytes, at, code)
  }
  bytes[at++] = 0x22
  return at
}

function encode(bytes: Buffer, at: number, code: number): number {
  if (code < 0x800) {
    bytes[at++] = 0xc0 | (code >> 6)
  } else {
    bytes[at++] = 0xe0 | (code >> 12)
    bytes[at++] = 0x80 | ((code >> 6) & 0x3f)
  }
  bytes[at++] = 0x80 | (code & 0x3f)
  return at
}

function isPair(code: number, text: string, index: number): boolean {
  if (code < 0xd800 || code > 0xdbff) return false
  const next = text.charCodeAt(index + 1)
  return next >= 0xdc00 && next <= 0xdfff
}

function encodePair(bytes: Buffer, at: number, high: number, low: number): number {
  const code = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)
  bytes[at++] = 0xf0 | (code >> 18)
  bytes[at++] = 0x80 | ((code >> 12) & 0x3f)
  bytes[at++] = 0x80 | ((code >> 6) & 0x3f)
  bytes[at++] = 0x80 | (code & 0x3f)
  return at
}

const SHORT_ESCAPES = new Map([
  [0x08, 0x62],
  [0x09, 0x74],
  [0x0a, 0x6e],
  [0x0c, 0x66],
  [0x0d, 0x72],
  [0x22, 0x22],
  [0x5c, 0x5c],
])

/** Quotes, backslashes, control characters, and halves of surrogate pairs, which UTF-8 cannot hold. */
function escape(bytes: Buffer, at: number, code: number): number {
  bytes[at++] = 0x5c
  const short = SHORT_ESCAPES.get(code)
  if (short !== undefined) {
    bytes[at++] = short
    return at
  }
  bytes[at++] = 0x75
  for (let shift = 12; shift >= 0; shift -= 4) bytes[at++] = HEX.charCodeAt((code >> shift) & 0xf)
  return at
}
