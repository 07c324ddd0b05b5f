import type { Snapshot } from '../supergraph/snapshot.ts'
import type { Fetch } from '../plan/fetches.ts'
import { writeJson } from './json.ts'
import type { Place } from '../plan/responsePositions.ts'
import { readSpot } from './reading.ts'
import type { Spot } from './resultNode.ts'

/** A variable that `@fromContext` fills, and how to find its value above an entity. */
export interface ContextVariable {
  readonly name: string
  /** The value as JSON text. */
  readonly write: (spot: Spot) => string
}

type Find = (spot: Spot) => unknown

/** The planner gives one path for each type that may set the context; the one that leads to a value counts. */
export function compileContext(fetch: Fetch, place: Place, snapshot: Snapshot): readonly ContextVariable[] {
  const finds = new Map<string, Find[]>()
  for (const { path, renameKeyTo } of fetch.node.contextRewrites ?? []) {
    finds.set(renameKeyTo, [...(finds.get(renameKeyTo) ?? []), compileFind(place, path, snapshot)])
  }
  return [...finds].map(([name, ways]) => ({ name, write: (spot) => writeFirst(spot, ways) }))
}

function writeFirst(spot: Spot, ways: readonly Find[]): string {
  for (const find of ways) {
    const value = find(spot)
    if (value !== undefined) return writeJson(value) ?? 'null'
  }
  return 'null'
}

function compileFind(place: Place, path: readonly string[], snapshot: Snapshot): Find {
  const ups = path.filter((element) => element === '..').length
  const down = path.slice(ups)
  let above: Place | undefined = place
  for (let level = 0; level < ups; level++) above = above?.parent
  if (above === undefined) return () => undefined
  const readDown = compileDown(above, down, snapshot)
  return (spot) => {
    let at: Spot | undefined = spot
    for (let level = 0; level < ups; level++) at = at?.parent
    return at === undefined ? undefined : readDown(at)
  }
}

function compileDown(place: Place, path: readonly string[], snapshot: Snapshot): Find {
  const reading = readSpot(place, snapshot)
  const types = path
    .filter((element) => element.startsWith('... on '))
    .map((element) => element.slice('... on '.length))
  const [key = '', ...rest] = path.filter((element) => !element.startsWith('... on '))
  const read = reading.read(key)
  return (spot) => {
    const typename = reading.typename(spot)
    const isMeant = types.every(
      (type) => type === typename || snapshot.possibleTypes.get(type)?.has(typename ?? ''),
    )
    return typename !== undefined && !isMeant ? undefined : digInto(read(spot), rest)
  }
}

function digInto(value: unknown, keys: readonly string[]): unknown {
  const [key, ...rest] = keys
  if (key === undefined || value === undefined || value === null) return value
  if (Array.isArray(value)) return value.map((item) => digInto(item, keys))
  if (typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined
  return digInto(Object.entries(value).find(([name]) => name === key)?.[1], rest)
}
