/** An object as a subgraph gave it. Never changed by us: several requests may hold the same one. */
export type Data = Readonly<Record<string, unknown>>

/**
 * One object of the answer to which more than one fetch adds fields, or below which one does. It keeps what each fetch
 * said about it side by side, so that no answer is ever merged into another.
 *
 * A large answer has thousands of these, nearly all with few sources and one child: fields instead of arrays
 * make them less than half as large, and the garbage collector copies each while its request is under way.
 */
export class Spot {
  readonly parent: Spot | undefined
  source0: Data | undefined = undefined
  source1: Data | undefined = undefined
  source2: Data | undefined = undefined
  otherSources: readonly (Data | undefined)[] = NONE
  #kids0: Kids | undefined = undefined
  #otherKids: readonly (Kids | undefined)[] = NONE

  constructor(parent: Spot | undefined) {
    this.parent = parent
  }

  /** What came by a slot of the place that this spot is an instance of. */
  source(slot: number): Data | undefined {
    if (slot === 0) return this.source0
    if (slot === 1) return this.source1
    return slot === 2 ? this.source2 : this.otherSources[slot - DIRECT_SOURCES]
  }

  setSource(slot: number, data: Data): void {
    if (slot === 0) this.source0 = data
    else if (slot === 1) this.source1 = data
    else if (slot === 2) this.source2 = data
    else this.otherSources = withItem(this.otherSources, slot - DIRECT_SOURCES, data)
  }

  /** The spots of a child place below this one; shaped as the value is. */
  kids(child: number): Kids | undefined {
    return child === 0 ? this.#kids0 : this.#otherKids[child - 1]
  }

  setKids(child: number, kids: Kids | undefined): void {
    if (child === 0) this.#kids0 = kids
    else this.#otherKids = withItem(this.#otherKids, child - 1, kids)
  }
}

/** How many sources have a field of their own. */
export const DIRECT_SOURCES = 3

/** A value of object type below a spot: null, one spot, or lists of them; `MISFIT` is neither null, list nor object. */
export type Kids = Spot | null | typeof MISFIT | Kids[]

export const MISFIT = Symbol('neither an object nor a list')

const NONE: readonly undefined[] = []

function withItem<Item>(items: readonly (Item | undefined)[], index: number, item: Item | undefined) {
  const copy = [...items]
  copy[index] = item
  return copy
}

export function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
