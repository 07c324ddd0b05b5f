import { isDeepStrictEqual } from 'node:util'
import { isRecord } from '../../kit/isRecord.ts'

type Path = readonly (string | number)[]

interface Told {
  readonly path?: Path
}

/** What a client has when all parts have come. */
export interface MergedAnswer {
  readonly data: unknown
  readonly errors: readonly Told[]
  /** Where a fragment or the rest of a list did not come, since a null left nothing of it. */
  readonly failed: readonly Path[]
  /** Where the errors are for which those did not come: in the whole answer a null may go further up from there. */
  readonly causes: readonly Path[]
}

/**
 * Puts the payloads of one answer together as the format has it, and throws where they do not keep to it: what is told of
 * something unknown or complete, what is told twice, and what is left open.
 */
export function mergeParts(payloads: readonly unknown[], format: 'current' | '2022'): MergedAnswer {
  const [first, ...later] = payloads.map(asRecord)
  if (first === undefined) throw new Error('expected a first part')
  const merged: Merging = {
    data: first['data'],
    errors: [...listOf(first, 'errors')],
    failed: [],
    causes: [],
  }
  const pending = new Map<unknown, Pending>()
  announce(first, pending, merged)
  payloads.forEach((payload, index) => {
    if (asRecord(payload)['hasNext'] !== index < payloads.length - 1)
      throw new Error(`hasNext of part ${index} of ${payloads.length}: ${JSON.stringify(payload)}`)
  })
  for (const payload of later) {
    announce(payload, pending, merged)
    for (const increment of listOf(payload, 'incremental')) {
      if (format === 'current') takeCurrent(merged, asRecord(increment), pending)
      else take2022(merged, asRecord(increment))
    }
    for (const { id, errors } of listOf(payload, 'completed').map(asRecord)) {
      const of = pending.get(id)
      if (of === undefined) throw new Error(`completed what is not pending: ${String(id)}`)
      pending.delete(id)
      if (!Array.isArray(errors)) continue
      merged.errors.push(...errors)
      fail(merged, of.path, errors)
    }
  }
  if (pending.size > 0) throw new Error(`left open: ${JSON.stringify([...pending])}`)
  return merged
}

interface Pending {
  readonly path: Path
}

interface Merging {
  data: unknown
  readonly errors: Told[]
  readonly failed: Path[]
  readonly causes: Path[]
}

function fail({ failed, causes }: Merging, at: Path, errors: readonly Told[]): void {
  failed.push(at)
  causes.push(...errors.flatMap(({ path }) => (path === undefined ? [] : [path])))
}

function announce(payload: Payload, pending: Map<unknown, Pending>, merged: Merging): void {
  for (const { id, path } of listOf(payload, 'pending').map(asRecord)) {
    if (pending.has(id) || !isPath(path)) throw new Error(`pending: ${JSON.stringify({ id, path })}`)
    if (valueAt(merged.data, path.slice(0, -1)) === null)
      throw new Error(`pending in a null: ${path.join('.')}`)
    pending.set(id, { path })
  }
}

function takeCurrent(merged: Merging, increment: Payload, pending: ReadonlyMap<unknown, Pending>): void {
  const { id, subPath = [], data, items } = increment
  const of = pending.get(id)
  if (of === undefined || !isPath(subPath)) throw new Error(`told of ${JSON.stringify(increment)}`)
  merged.errors.push(...listOf(increment, 'errors'))
  const target = valueAt(merged.data, [...of.path, ...subPath])
  if (Array.isArray(items)) {
    if (!Array.isArray(target)) throw new Error(`expected a list at ${of.path.join('.')}`)
    target.push(...items)
  } else addFields(target, data, [...of.path, ...subPath], undefined)
}

function take2022(merged: Merging, increment: Payload): void {
  const { path, data, items } = increment
  if (!isPath(path)) throw new Error(`expected a path in ${JSON.stringify(increment)}`)
  const errors = listOf(increment, 'errors')
  merged.errors.push(...errors)
  if ('items' in increment) {
    if (items === null) return fail(merged, path.slice(0, -1), errors)
    const target = valueAt(merged.data, path.slice(0, -1))
    const from = path.at(-1)
    if (!Array.isArray(target) || !Array.isArray(items) || typeof from !== 'number')
      throw new Error(`expected a list at ${path.join('.')}`)
    // The list may stand in several fragments.
    items.forEach((item, index) => {
      if (from + index < target.length) addFields(target, { [from + index]: item }, path.slice(0, -1), merged)
      else target.push(item)
    })
  } else if (data === null) fail(merged, path, errors)
  else addFields(valueAt(merged.data, path), data, path, merged)
}

/** Where there is a `repeating` answer the same may come more than once, and has to be the same. */
function addFields(target: unknown, data: unknown, at: Path, repeating: Merging | undefined): void {
  if (typeof target !== 'object' || target === null || !isRecord(data))
    throw new Error(`expected an object for ${JSON.stringify(data)}; got ${JSON.stringify(target)}`)
  for (const [key, value] of Object.entries(data)) {
    const known: unknown = Object.getOwnPropertyDescriptor(target, key)?.value
    if (known === undefined)
      Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true })
    else if (repeating === undefined) throw new Error(`told twice: ${key}`)
    else mergeSame(target, key, known, value, [...at, Array.isArray(target) ? Number(key) : key], repeating)
  }
}

function mergeSame(
  target: object,
  key: string,
  known: unknown,
  value: unknown,
  at: Path,
  merged: Merging,
): void {
  if (Array.isArray(known) && Array.isArray(value)) {
    value.forEach((item, index) => {
      if (index >= known.length) known.push(item)
      else mergeSame(known, String(index), known[index], item, [...at, index], merged)
    })
  } else if (isRecord(known) && isRecord(value)) addFields(known, value, at, merged)
  else if (known === null || value === null) {
    // A null that went up to here in one fragment stands beside what another has.
    if (known !== value) fail(merged, at, [])
    Object.assign(target, { [key]: known ?? value })
  } else if (!isDeepStrictEqual(known, value)) throw new Error(`told otherwise: ${key}`)
}

export function valueAt(data: unknown, path: Path): unknown {
  let value = data
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Object.getOwnPropertyDescriptor(value, key)?.value
  }
  return value
}

type Payload = Readonly<Record<string, unknown>>

function asRecord(value: unknown): Payload {
  if (!isRecord(value)) throw new Error(`expected an object; got ${JSON.stringify(value)}`)
  return value
}

function listOf(payload: Payload, name: string): readonly Record<string, unknown>[] {
  const value = payload[name]
  return Array.isArray(value) ? value : []
}

function isPath(value: unknown): value is Path {
  return Array.isArray(value) && value.every((key) => typeof key === 'string' || typeof key === 'number')
}

/**
 * How an answer in parts differs from the whole one; undefined where it does not. A null may stop at a fragment that would
 * have gone further up: so the whole may be null where the parts are not, above something that failed or above the error for
 * which it did, and fields may be missing that failed with their fragment.
 */
export function findDifference(parts: MergedAnswer, whole: unknown): string | undefined {
  return compare(parts.data, whole, [], parts)
}

function compare(
  ours: unknown,
  whole: unknown,
  at: Path,
  parts: Pick<MergedAnswer, 'failed' | 'causes'>,
): string | undefined {
  const { failed, causes } = parts
  if (whole === null && ours !== null) {
    const isExplained = [...failed, ...causes].some((path) => isBeginning(at, path))
    return isExplained ? undefined : `${at.join('.')}: null in the whole`
  }
  if (Array.isArray(whole) && Array.isArray(ours)) {
    if (ours.length !== whole.length && !failed.some((path) => isDeepStrictEqual(path, at)))
      return `${at.join('.')}: ${ours.length} items of ${whole.length}`
    return first(ours.map((item, index) => compare(item, whole[index], [...at, index], parts)))
  }
  if (isRecord(whole) && isRecord(ours)) {
    const extra = Object.keys(ours).find((key) => !(key in whole))
    if (extra !== undefined) return `${[...at, extra].join('.')}: not in the whole`
    return first(
      Object.entries(whole).map(([key, value]) => {
        if (key in ours) return compare(ours[key], value, [...at, key], parts)
        const isLost = failed.some((path) => isBeginning(path, [...at, key]))
        return isLost ? undefined : `${[...at, key].join('.')}: missing`
      }),
    )
  }
  return isDeepStrictEqual(ours, whole) ? undefined : `${at.join('.')}: differs`
}

function first(differences: readonly (string | undefined)[]): string | undefined {
  return differences.find((one) => one !== undefined)
}

function isBeginning(beginning: Path, path: Path): boolean {
  return beginning.every((key, index) => path[index] === key)
}
