import { z } from 'zod'
import type { SetAside } from '../../_kit/feed.ts'
import { FeedFormatError, isRecord, parseJsonDocument } from '../../_kit/feedFormats.ts'

export interface ParsedRecords<R> {
  readonly records: readonly R[]
  readonly setAside: readonly SetAside[]
}

/**
 * Each item as `schema` reads it. One that does not fit is set aside with the field, what was expected and what
 * came; so is the second of two with the same key.
 */
export function parseRecords<S extends z.ZodType>(
  items: readonly unknown[],
  schema: S,
  keyOf: (record: z.output<S>) => string,
): ParsedRecords<z.output<S>> {
  const records = new Map<string, z.output<S>>()
  const setAside: SetAside[] = []
  items.forEach((item, index) => {
    const result = schema.safeParse(item)
    if (!result.success) {
      setAside.push({ record: nameOf(item, index), reason: reasonOf(result.error, item) })
      return
    }
    const key = keyOf(result.data)
    if (records.has(key)) setAside.push({ record: key, reason: 'id: expected each once; got a second one' })
    else records.set(key, result.data)
  })
  return { records: [...records.values()], setAside }
}

/** The items under `key` of a JSON document that is an object with that list; refuses every other document. */
export function parseJsonList(body: string, key: string): readonly unknown[] {
  const document = parseJsonDocument(body)
  const items = isRecord(document) ? document[key] : undefined
  if (Array.isArray(items)) return items
  throw new FeedFormatError(`an object with the list "${key}"`, body.trimStart().slice(0, 60))
}

export const requiredText = z.string('text').trim().min(1, 'text')

/** Empty text and an absent field both mean that the source does not say. */
export const optionalText = z
  .string('text or nothing')
  .trim()
  .nullish()
  .transform((text) => text || null)

/** Degrees written as text, empty where not known; what lies outside Macao is a mistake, such as a swapped pair. */
export const latitude = degrees('a latitude in Macao, 22.05 to 22.25', 22.05, 22.25)
export const longitude = degrees('a longitude in Macao, 113.50 to 113.65', 113.5, 113.65)

export const yearMonth = z.string('a month YYYY-MM').regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month YYYY-MM')

/** A number that the source writes as text. */
export function decimalText(expected: string, min: number, max: number) {
  return z
    .string(expected)
    .trim()
    .regex(/^\d+(\.\d+)?$/, expected)
    .transform(Number)
    .refine((value) => value >= min && value <= max, expected)
}

/** Lower-case words in the source, upper-case values in the graph. */
export function enumWord<E extends Readonly<Record<string, string>>>(values: E) {
  const expected = `one of ${Object.values(values).join(', ').toLowerCase()}`
  return z
    .string(expected)
    .transform((word) => word.toUpperCase())
    .pipe(z.enum(values, expected))
}

function degrees(expected: string, min: number, max: number) {
  return z
    .string(expected)
    .trim()
    .transform((text) => (text === '' ? null : Number(text)))
    .refine((value) => value === null || (value >= min && value <= max), expected)
}

function nameOf(item: unknown, index: number): string {
  const id = isRecord(item) ? item.id : undefined
  return typeof id === 'string' && id !== '' ? id : `record ${index + 1}`
}

function reasonOf({ issues }: z.ZodError, item: unknown): string {
  const reasons = issues.map(({ path, message }) => {
    const came = path.reduce<unknown>(step, item)
    return `${path.join('.') || 'record'}: expected ${message}; got ${describe(came)}`
  })
  return reasons.join('. ')
}

function step(value: unknown, key: PropertyKey): unknown {
  if (Array.isArray(value)) return value[Number(key)]
  return isRecord(value) ? value[String(key)] : undefined
}

function describe(value: unknown): string {
  return value === undefined || value === '' ? 'nothing' : JSON.stringify(value).slice(0, 80)
}
