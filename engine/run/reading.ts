import type { Snapshot } from '../supergraph/snapshot.ts'
import type { Place, Provider } from '../plan/responsePositions.ts'
import type { Data, Kids, Spot } from './resultNode.ts'
import { isData, MISFIT, Spot as SpotClass } from './resultNode.ts'

/** Reads one field of an object at a place: from plain data, or from whichever source of a spot has it. */
export interface Reading<Node> {
  /** Undefined when nothing gave the field. */
  readonly read: (key: string) => (node: Node) => unknown
  /** The runtime type that the sources agree on: an object type if one names it, else what they said. */
  readonly typename: (node: Node) => string | undefined
}

export function readPlain(place: Place): Reading<Data> {
  const [slot] = place.slots
  const read = (key: string) => {
    const names = (place.fields.get(key) ?? []).map(({ name }) => name)
    const [first] = names
    if (first === undefined) return () => undefined
    return names.length === 1 ? readName(first) : readFirst(names.map(readName))
  }
  const typename = read('__typename')
  return { read, typename: (data) => asName(typename(data)) ?? slot?.typename }
}

/** As `readPlain`, of a spot; only from the slots that may be read, when they are given. */
export function readSpot(
  place: Place,
  snapshot: Snapshot,
  mayRead?: (slot: number) => boolean,
): Reading<Spot> {
  const providersOf = (key: string) =>
    (place.fields.get(key) ?? []).filter(({ slot }) => mayRead === undefined || mayRead(slot))
  const read = (key: string) => {
    const readers = providersOf(key).map(readSource)
    const [first] = readers
    if (first === undefined) return () => undefined
    return readers.length === 1 ? first : readFirst(readers)
  }
  const typenames = providersOf('__typename').map(readSource)
  const isObjectType = (name: string) => snapshot.possibleTypes.get(name)?.has(name) === true
  const typename = (spot: Spot): string | undefined => {
    let said: string | undefined
    for (const readTypename of typenames) {
      const name = asName(readTypename(spot))
      if (name !== undefined && isObjectType(name)) return name
      said ??= name
    }
    return (
      place.slots.find((slot) => slot.typename !== undefined && spot.source(slot.index) !== undefined)
        ?.typename ?? said
    )
  }
  return { read, typename }
}

/** A reading of a name that is not inherited from anywhere, of plain data or of one source of a spot. */
export interface DirectRead {
  readonly slot: number | undefined
  readonly name: string
}

const directReads = new WeakMap<object, DirectRead>()

/** How a reading reads, if that is all it does. */
export function findDirectRead(read: object): DirectRead | undefined {
  return directReads.get(read)
}

function readSource({ slot, name }: Provider): (spot: Spot) => unknown {
  const read = readName(name)
  const readSlot = (spot: Spot): unknown => {
    const data = spot.source(slot)
    return data === undefined ? undefined : read(data)
  }
  if (findDirectRead(read) !== undefined) directReads.set(readSlot, { slot, name })
  return readSlot
}

function readName(name: string): (data: Data) => unknown {
  // An own field only: `constructor` and `__proto__` are also what every object inherits.
  if (name in Object.prototype) return (data) => (Object.hasOwn(data, name) ? data[name] : undefined)
  const read = (data: Data): unknown => data[name]
  directReads.set(read, { slot: undefined, name })
  return read
}

function readFirst<Node>(readers: readonly ((node: Node) => unknown)[]): (node: Node) => unknown {
  return (node) => {
    let found: unknown
    for (const read of readers) {
      const value = read(node)
      if (value !== undefined && value !== null) return value
      if (found === undefined) found = value
    }
    return found
  }
}

function asName(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** The spots of a child place below one spot, made when they are first looked for. */
export function expand(child: Place): (spot: Spot) => Kids | undefined {
  const slots = child.slots.flatMap(({ index, from }) =>
    from === undefined ? [] : [{ index, read: readSource(from) }],
  )
  const [only] = slots
  if (slots.length === 1 && only !== undefined) return expandOne(child, only.index, only.read)
  return (spot) => {
    let kids = spot.kids(child.index)
    for (const { index, read } of slots) kids = grow(child, kids, read(spot), index, spot)
    spot.setKids(child.index, kids)
    return kids
  }
}

function expandOne(
  child: Place,
  slot: number,
  read: (spot: Spot) => unknown,
): (spot: Spot) => Kids | undefined {
  return (spot) => {
    const known = spot.kids(child.index)
    if (known !== undefined) return known
    const kids = grow(child, undefined, read(spot), slot, spot)
    spot.setKids(child.index, kids)
    return kids
  }
}

/** Lays one more source over the spots that there are; the first that is not null gives the shape. */
function grow(
  place: Place,
  kids: Kids | undefined,
  value: unknown,
  slot: number,
  parent: Spot,
): Kids | undefined {
  if (value === undefined) return kids
  if (value === null) return kids ?? null
  if (Array.isArray(value)) return growList(place, kids, value, slot, parent)
  if (!isData(value)) return kids ?? MISFIT
  const spot = kids instanceof SpotClass ? kids : (kids ?? new SpotClass(parent))
  if (spot instanceof SpotClass) spot.setSource(slot, value)
  return spot
}

function growList(
  place: Place,
  kids: Kids | undefined,
  values: readonly unknown[],
  slot: number,
  parent: Spot,
): Kids {
  if (kids !== undefined && kids !== null && !Array.isArray(kids)) return kids
  const list: Kids[] = Array.isArray(kids) ? kids : new Array<Kids>(values.length).fill(null)
  for (let index = 0; index < list.length; index++) {
    list[index] = grow(place, list[index] ?? undefined, values[index], slot, parent) ?? null
  }
  return list
}
