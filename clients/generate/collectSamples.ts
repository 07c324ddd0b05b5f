import { isRecord } from '../../kit/isRecord.ts'

export type Sample = Readonly<Record<string, unknown>>

/** Of each type the object that knows most of itself, by the names of types. Everything that stands in an answer is looked at. */
export function collectSamples(answers: readonly unknown[]): Readonly<Record<string, unknown>> {
  const best = new Map<string, Sample>()
  const look = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(look)
    if (!isRecord(value)) return
    const { __typename: type } = value
    if (typeof type === 'string' && !isSpare(value) && known(value) > known(best.get(type) ?? {}))
      best.set(type, value)
    Object.values(value).forEach(look)
  }
  answers.forEach(look)
  const told = [...best].filter(([type]) => !type.endsWith('Connection'))
  return Object.fromEntries(
    told.sort(([a], [b]) => a.localeCompare(b)).map(([type, sample]) => [type, shorten(sample)]),
  )
}

const ITEMS = 3

/** Of each list the first items: a sample shows what such a thing is, and not all there are. */
function shorten(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, ITEMS).map(shorten)
  if (!isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shorten(part)]))
}

/** A reference to an object, which has been shown where it stands. */
function isSpare(value: Sample): boolean {
  return Object.keys(value).every((key) => key === '__typename' || key === 'id')
}

function known(value: Sample): number {
  return Object.values(value).filter((part) => part !== null && !(Array.isArray(part) && part.length === 0))
    .length
}
