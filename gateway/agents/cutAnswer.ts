import { isRecord } from '../../kit/isRecord.ts'
import { countTokens } from './countTokens.ts'

/** An answer as large as a model can read, and where the rest of it begins. */
export interface CutAnswer {
  readonly data: unknown
  /** Undefined where it is whole. */
  readonly cut: Cut | undefined
}

export interface Cut {
  /** The list that was cut, such as "museums.edges", or "areas.3.stops" within the fourth of a list. */
  readonly list: string
  /** Its items from this one on, of all that the answer has. */
  readonly from: number
  readonly shown: number
  readonly of: number
  /** To be given with the same call for what follows; undefined at the end. */
  readonly cursor: string | undefined
}

type Path = readonly string[]

/** From which item of a list on; with `inner`, from which on within that item. */
interface Position {
  readonly path: Path
  readonly from: number
  readonly inner: Position | undefined
}

interface FoundList {
  readonly path: Path
  readonly items: readonly unknown[]
  readonly tokens: number
}

interface Part {
  readonly value: unknown
  readonly list: string
  readonly from: number
  readonly shown: number
  readonly of: number
  readonly next: Position | undefined
}

/**
 * Cuts the largest list of an answer, from the item that a cursor names on, so that a model reads about so many tokens; where
 * one item alone is more, the largest list within it. What holds no list is left as it is. Throws RangeError for a cursor
 * that is none.
 */
export function cutAnswer(data: unknown, mostTokens: number, cursor: string | undefined): CutAnswer {
  const position = cursor === undefined ? undefined : readCursor(cursor)
  if (position === undefined && countTokens(data) <= mostTokens) return { data, cut: undefined }
  const part = cutLargest(data, mostTokens, position)
  if (part === undefined) return { data, cut: undefined }
  const { value, next, ...cut } = part
  return { data: value, cut: { ...cut, cursor: next && writeCursor(next) } }
}

function cutLargest(value: unknown, room: number, position: Position | undefined): Part | undefined {
  const list = position === undefined ? findLargest(value, []) : findAt(value, position.path)
  if (list === undefined) {
    if (position === undefined) return undefined
    throw new RangeError(`"${position.path.join('.')}" is no list of this answer`)
  }
  const { path, items } = list
  const from = position?.from ?? 0
  const left = room - (countTokens(value) - list.tokens)
  const within = cutWithin(items[from], left, position?.inner)
  const later = (count: number) =>
    from + count < items.length ? { path, from: from + count, inner: undefined } : undefined
  if (within !== undefined)
    return {
      ...within,
      value: replaceAt(value, path, [within.value]),
      list: [...path, from, within.list].filter((step) => step !== '').join('.'),
      next: within.next === undefined ? later(1) : { path, from, inner: within.next },
    }
  const shown = takeWhile(items.slice(from), left)
  return {
    value: replaceAt(value, path, shown),
    list: path.join('.'),
    from,
    shown: shown.length,
    of: items.length,
    next: later(shown.length),
  }
}

/** Of an item that is too large by itself, or in the middle of which the part before has ended. */
function cutWithin(item: unknown, room: number, position: Position | undefined): Part | undefined {
  if (position === undefined && countTokens(item) <= room) return undefined
  return cutLargest(item, room, position)
}

/** One item at least, or a model would never get on. */
function takeWhile(items: readonly unknown[], room: number): readonly unknown[] {
  let left = room
  let count = 0
  for (const item of items) {
    left -= countTokens(item)
    if (left < 0 && count > 0) break
    count++
  }
  return items.slice(0, count)
}

function findLargest(value: unknown, path: Path): FoundList | undefined {
  if (Array.isArray(value)) return { path, items: value, tokens: countTokens(value) }
  if (!isRecord(value)) return undefined
  let largest: FoundList | undefined
  for (const [key, inner] of Object.entries(value)) {
    const found = findLargest(inner, [...path, key])
    if (found !== undefined && found.items.length > 0 && found.tokens > (largest?.tokens ?? 0))
      largest = found
  }
  return largest
}

function findAt(value: unknown, path: Path): FoundList | undefined {
  let found = value
  for (const key of path) found = isRecord(found) ? found[key] : undefined
  return Array.isArray(found) ? { path, items: found, tokens: countTokens(found) } : undefined
}

function replaceAt(value: unknown, [key, ...rest]: Path, items: readonly unknown[]): unknown {
  if (key === undefined) return items
  return isRecord(value) ? { ...value, [key]: replaceAt(value[key], rest, items) } : value
}

/** A cursor names some lists within each other, and no more: what is longer was not made here. */
const MOST_CURSOR = 2_000

function writeCursor(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url')
}

function readCursor(text: string): Position {
  const position = text.length > MOST_CURSOR ? undefined : readPosition(parseJson(text))
  if (position === undefined) throw new RangeError('it is none that an answer gave')
  return position
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    return undefined
  }
}

function readPosition(value: unknown): Position | undefined {
  if (!isRecord(value)) return undefined
  const { path, from } = value
  if (!Array.isArray(path) || !path.every((key) => typeof key === 'string')) return undefined
  if (typeof from !== 'number' || !Number.isSafeInteger(from) || from < 0) return undefined
  const inner = value.inner === undefined ? undefined : readPosition(value.inner)
  return inner === undefined && value.inner !== undefined ? undefined : { path, from, inner }
}
