import { isRecord } from '../graph/isRecord.ts'
import { Unreachable, type JsonObject } from '../graph/reach.ts'

type Path = readonly (string | number)[]

/** A fragment, or the rest of a list, that is still to come. */
export interface Awaited {
  readonly id: string
  readonly path: Path
  readonly label: string | undefined
}

/** What has come of an answer so far. */
export interface PartialResult {
  readonly data: unknown
  readonly errors: readonly unknown[]
  readonly extensions: unknown
  readonly awaited: readonly Awaited[]
}

export const NOTHING_YET: PartialResult = {
  data: undefined,
  errors: [],
  extensions: undefined,
  awaited: [],
}

/** The answer with one part more, in the format `incrementalSpec=v0.2`. What came before stays as it is. */
export function mergePart(before: PartialResult, part: JsonObject): PartialResult {
  const awaited = [...before.awaited, ...listOf(part, 'pending').map(readAwaited)]
  const increments = listOf(part, 'incremental')
  const completed = listOf(part, 'completed')
  const done = new Set(completed.map(({ id }) => id))
  return {
    data: increments.reduce(
      (data, increment) => mergeIncrement(data, increment, awaited),
      'data' in part ? part.data : before.data,
    ),
    errors: [
      ...before.errors,
      ...[part, ...increments, ...completed].flatMap((one) => listOf(one, 'errors')),
    ],
    // The gateway puts those of a later part beside its first data.
    extensions: [part, ...increments].reduce(addExtensions, before.extensions),
    awaited: awaited.filter(({ id }) => !done.has(id)),
  }
}

function addExtensions(known: unknown, { extensions }: JsonObject): unknown {
  return isRecord(known) && isRecord(extensions) ? { ...known, ...extensions } : (extensions ?? known)
}

function mergeIncrement(data: unknown, increment: JsonObject, awaited: readonly Awaited[]): unknown {
  const of = awaited.find(({ id }) => id === increment.id)
  // What is told of something unknown is not of the gateway.
  if (of === undefined) throw new Unreachable(null)
  return changeAt(data, [...of.path, ...readPath(increment.subPath)], (target) => {
    if (Array.isArray(target) && Array.isArray(increment.items)) return [...target, ...increment.items]
    return isRecord(target) && isRecord(increment.data) ? { ...target, ...increment.data } : target
  })
}

function changeAt(value: unknown, [key, ...rest]: Path, change: (target: unknown) => unknown): unknown {
  if (key === undefined) return change(value)
  if (Array.isArray(value))
    return value.map((item, index) => (index === key ? changeAt(item, rest, change) : item))
  return isRecord(value) ? { ...value, [key]: changeAt(value[key], rest, change) } : value
}

function readAwaited({ id, path, label }: JsonObject): Awaited {
  return { id: String(id), path: readPath(path), label: typeof label === 'string' ? label : undefined }
}

function readPath(path: unknown): Path {
  return Array.isArray(path) ? path.filter((key) => typeof key === 'string' || typeof key === 'number') : []
}

function listOf(part: JsonObject, name: string): readonly JsonObject[] {
  const value = part[name]
  return Array.isArray(value) ? value.filter(isRecord) : []
}
