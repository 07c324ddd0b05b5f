/** An object of a subgraph's response. Never changed by us: several requests may hold the same one. */
export type Data = Readonly<Record<string, unknown>>

/**
 * One object of the response to which more than one fetch adds fields, or below which one does. It holds each fetch's own
 * object side by side, so that no subgraph's response is ever copied into another.
 *
 * A large response has thousands of these, nearly all with few sources and one child: fields instead of arrays
 * make them less than half as large, and the garbage collector copies each while its request is under way.
 */
export class ResultNode {
  readonly parent: ResultNode | undefined
  source0: Data | undefined = undefined
  source1: Data | undefined = undefined
  source2: Data | undefined = undefined
  otherSources: readonly (Data | undefined)[] = NONE
  #children0: ResultChildren | undefined = undefined
  #otherChildren: readonly (ResultChildren | undefined)[] = NONE

  constructor(parent: ResultNode | undefined) {
    this.parent = parent
  }

  /** The object that a slot of this result node's position provides. */
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

  /** The result nodes of a child position below this one; shaped as the value is. */
  children(child: number): ResultChildren | undefined {
    return child === 0 ? this.#children0 : this.#otherChildren[child - 1]
  }

  setChildren(child: number, children: ResultChildren | undefined): void {
    if (child === 0) this.#children0 = children
    else this.#otherChildren = withItem(this.#otherChildren, child - 1, children)
  }
}

/** How many sources have a field of their own. */
export const DIRECT_SOURCES = 3

/**
 * A value of object type below a result node: null, one result node, or lists of them; `INVALID_SHAPE` is neither null,
 * list nor object.
 */
export type ResultChildren = ResultNode | null | typeof INVALID_SHAPE | ResultChildren[]

export const INVALID_SHAPE = Symbol('neither an object nor a list')

const NONE: readonly undefined[] = []

function withItem<Item>(items: readonly (Item | undefined)[], index: number, item: Item | undefined) {
  const copy = [...items]
  copy[index] = item
  return copy
}

export function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
