let isMet = false

/**
 * A JSON value as the text that its source wrote, where a JavaScript value would be another: 9007199254740993, 1.10, 1e400.
 * Only `writeJson` writes it as it is.
 */
export class JsonText {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  /** Whether it is a number; else it is an object or a list. */
  get isNumber(): boolean {
    return !this.text.startsWith('{') && !this.text.startsWith('[')
  }

  /** For whoever is content with a string in its place, such as a log. */
  toJSON(): string {
    isMet = true
    return this.text
  }
}

/** JSON with strings in place of texts, and whether there were any; undefined for what JSON cannot hold. */
export function stringify(value: unknown): { readonly text: string | undefined; readonly hasTexts: boolean } {
  isMet = false
  const text: unknown = JSON.stringify(value)
  return { text: typeof text === 'string' ? text : undefined, hasTexts: isMet }
}

/** The number that a text stands for, or the text itself where a JavaScript number would be written otherwise. */
export function readNumber(text: string): number | JsonText {
  return isKept(text) ? Number(text) : new JsonText(text)
}

/** Whether a JavaScript number is written as the text that it was read from. */
export function isKept(text: string): boolean {
  return String(Number(text)) === text
}
