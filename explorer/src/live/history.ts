import { isRecord } from '../graph/isRecord.ts'

/** One thing that a subscription tells of, as it was at each event, the oldest first. */
export interface History {
  readonly key: string
  readonly rows: readonly unknown[]
}

const EVENTS = 60
const THINGS = 100

/** Adds what an event tells; things keep their places, and only the last events of each are kept. */
export function addEvent(histories: readonly History[], data: unknown): readonly History[] {
  const added = new Map(histories.map((history) => [history.key, history]))
  for (const row of listThings(data)) {
    const key = keyOf(row)
    const rows = added.get(key)?.rows ?? []
    added.set(key, { key, rows: [...rows, row].slice(-EVENTS) })
  }
  return [...added.values()].slice(-THINGS)
}

/** A subscription has one field, which gives a thing or a list of them. */
function listThings(data: unknown): readonly Readonly<Record<string, unknown>>[] {
  const [value] = isRecord(data) ? Object.values(data) : []
  return (Array.isArray(value) ? value : [value]).filter(isRecord)
}

function keyOf({ id, globalId, name, title }: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(globalId ?? id ?? name ?? title ?? null)
}
