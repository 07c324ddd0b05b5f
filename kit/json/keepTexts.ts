import { JsonCursor, OPEN_LIST, OPEN_OBJECT } from './jsonCursor.ts'
import { JsonText, readNumber } from './jsonText.ts'

/** In an object: by name, the members whose values have to keep their texts, or hold such values. May be cyclic. */
export type KeptFields = ReadonlyMap<string, KeptField>

export interface KeptField {
  /** How many lists lie around the values. */
  readonly lists: number
  /** What to keep below; undefined where the value itself is kept. */
  readonly below: KeptFields | undefined
}

/** Whether a value that has to keep its text is a number, an object or a list; any other is kept as it is. */
export function holdsKept(fields: KeptFields, value: unknown): boolean {
  if (!isRecord(value)) return false
  for (const [name, field] of fields) {
    if (Object.hasOwn(value, name) && isKeptIn(field, field.lists, value[name])) return true
  }
  return false
}

function isKeptIn(field: KeptField, lists: number, value: unknown): boolean {
  if (typeof value === 'string' || value === null || value === undefined) return false
  if (lists > 0 && Array.isArray(value)) return value.some((item) => isKeptIn(field, lists - 1, item))
  if (field.below !== undefined) return holdsKept(field.below, value)
  return typeof value === 'number' || typeof value === 'object'
}

/**
 * Puts texts in place of what `JSON.parse` made of a text, at these fields and where it would be written otherwise. The
 * value is changed; it has to be an object, and nobody else's.
 */
export function keepTexts(fields: KeptFields, value: object, text: string): void {
  keepMembers(new JsonCursor(text), fields, value)
}

function keepMembers(cursor: JsonCursor, fields: KeptFields, value: object): void {
  cursor.readMembers((name) => {
    const field = fields.get(name)
    if (field === undefined || !Object.hasOwn(value, name)) cursor.skipValue()
    else keepField(cursor, field, field.lists, value, name)
  })
}

/**
 * Of a name that stands twice in an object, `JSON.parse` takes the last value. The text of an earlier one is laid over
 * that and mended by the last one, as far as the two are alike; so nothing is added that the value does not have.
 */
function keepField(
  cursor: JsonCursor,
  field: KeptField,
  lists: number,
  holder: object,
  name: string | number,
): void {
  const value: unknown = Reflect.get(holder, name)
  const first = cursor.peek()
  if (first === OPEN_LIST && lists > 0) {
    if (!Array.isArray(value)) return cursor.skipValue()
    cursor.readItems((index) => {
      if (index < value.length) keepField(cursor, field, lists - 1, value, index)
      else cursor.skipValue()
    })
  } else if (field.below === undefined) {
    Reflect.set(holder, name, readKept(cursor.readText()))
  } else if (first === OPEN_OBJECT && isRecord(value)) {
    keepMembers(cursor, field.below, value)
  } else cursor.skipValue()
}

function readKept(text: string): unknown {
  const first = text.charCodeAt(0)
  if (first === OPEN_LIST || first === OPEN_OBJECT) return new JsonText(text)
  return /^[-\d]/.test(text) ? readNumber(text) : JSON.parse(text)
}

/** The text of an object's member, the last of that name; undefined where there is none. */
export function readMemberText(text: string, wanted: string): string | undefined {
  const cursor = new JsonCursor(text)
  let found: string | undefined
  cursor.readMembers((name) => {
    if (name === wanted) found = cursor.readText()
    else cursor.skipValue()
  })
  return found
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
