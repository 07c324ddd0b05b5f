/** An object as a subgraph gave it. Never changed by us: several requests may hold the same one. */
export type Data = Readonly<Record<string, unknown>>

/**
 * One object of the answer to which more than one fetch adds fields, or below which one does. It keeps what each fetch
 * said about it side by side, so that no answer is ever merged into another.
 */
export class Spot {
  /** By slot of the place that this spot is an instance of. */
  readonly sources: (Data | undefined)[]
  /** The spots below, by child place; shaped as the value is. */
  readonly kids: (Kids | undefined)[]
  readonly parent: Spot | undefined

  constructor(slots: number, children: number, parent: Spot | undefined) {
    this.sources = new Array<Data | undefined>(slots).fill(undefined)
    this.kids = children === 0 ? NO_KIDS : new Array<Kids | undefined>(children).fill(undefined)
    this.parent = parent
  }
}

/** A value of object type below a spot: null, one spot, or lists of them; `MISFIT` is neither null, list nor object. */
export type Kids = Spot | null | typeof MISFIT | Kids[]

export const MISFIT = Symbol('neither an object nor a list')

const NO_KIDS: (Kids | undefined)[] = []

export function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
