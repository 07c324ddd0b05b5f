const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a
export const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
export const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d
const LAST_SPACE = 0x20

/** Goes through a text that is known to be JSON; it checks nothing, and skips without recursion. */
export class JsonCursor {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  /** The first character of the next value. */
  peek(): number {
    this.#skipSpace()
    return this.#text.charCodeAt(this.#at)
  }

  /** Goes through the members of an object; each call has to go past one value. */
  readMembers(readValue: (name: string) => void): void {
    this.#skipTo(OPEN_OBJECT)
    while (this.peek() !== CLOSE_OBJECT) {
      this.#skipOptional(COMMA)
      const name = this.#readString()
      this.#skipTo(COLON)
      readValue(name)
    }
    this.#at++
  }

  /** Goes through the items of a list; each call has to go past one value. */
  readItems(readValue: (index: number) => void): void {
    this.#skipTo(OPEN_LIST)
    for (let index = 0; this.peek() !== CLOSE_LIST; index++) {
      this.#skipOptional(COMMA)
      readValue(index)
    }
    this.#at++
  }

  skipValue(): void {
    const first = this.peek()
    if (first === QUOTE) this.#skipString()
    else if (first === OPEN_LIST || first === OPEN_OBJECT) this.#skipNested(() => {})
    else this.#skipWord()
  }

  /** The next value's text, without spaces between its parts. */
  readText(): string {
    const first = this.peek()
    let start = this.#at
    const pieces: string[] = []
    if (first === OPEN_LIST || first === OPEN_OBJECT) {
      this.#skipNested((from, to) => {
        pieces.push(this.#text.slice(start, from))
        start = to
      })
    } else this.skipValue()
    pieces.push(this.#text.slice(start, this.#at))
    return copyOf(pieces.join(''))
  }

  #skipNested(onSpace: (from: number, to: number) => void): void {
    let depth = 0
    do {
      const code = this.#text.charCodeAt(this.#at)
      if (code === QUOTE) this.#skipString()
      else if (code <= LAST_SPACE) {
        const from = this.#at
        this.#skipSpace()
        onSpace(from, this.#at)
      } else {
        if (code === OPEN_LIST || code === OPEN_OBJECT) depth++
        if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth--
        this.#at++
      }
    } while (depth > 0)
  }

  #skipSpace(): void {
    while (this.#text.charCodeAt(this.#at) <= LAST_SPACE) this.#at++
  }

  #skipTo(code: number): void {
    this.#at = this.#text.indexOf(String.fromCharCode(code), this.#at) + 1
  }

  #skipOptional(code: number): void {
    if (this.peek() === code) this.#at++
    this.#skipSpace()
  }

  #readString(): string {
    this.#skipSpace()
    const start = this.#at
    this.#skipString()
    const text = this.#text.slice(start, this.#at)
    const value: unknown = text.includes('\\') ? JSON.parse(text) : text.slice(1, -1)
    return String(value)
  }

  #skipString(): void {
    do this.#at = this.#text.indexOf('"', this.#at + 1)
    while (this.#isEscaped())
    this.#at++
  }

  #isEscaped(): boolean {
    let before = this.#at - 1
    while (this.#text.charCodeAt(before) === BACKSLASH) before--
    return (this.#at - before) % 2 === 0
  }

  /** A number, `true`, `false` or `null`. */
  #skipWord(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at)
      // At the end of the text it is NaN.
      if (!(code > LAST_SPACE) || code === COMMA || code === CLOSE_LIST || code === CLOSE_OBJECT) return
      this.#at++
    }
  }
}

/** V8 makes a slice hold the whole text that it is of; a cache would keep a response for one number. */
function copyOf(slice: string): string {
  return Buffer.from(slice).toString()
}
