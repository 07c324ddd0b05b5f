import type { Path } from '../project/found.ts'
import type { Place } from '../project/projection.ts'
import { isPathRequested } from '../project/reach.ts'
import { indexPaths, type FoundPart, type ReportedPaths } from '../project/writing.ts'
import type { PlacedError, State } from '../run/state.ts'

/** The errors that subgraphs reported, each of which one part of an answer tells. */
export class SubgraphErrors {
  readonly #state: () => State
  readonly #ended: () => number
  readonly #claimed = new Set<PlacedError>()
  #known = -1
  #all: readonly PlacedError[] = []
  /** By each beginning of their paths. */
  #below: ReadonlyMap<string, readonly PlacedError[]> = new Map()
  #reported: ReportedPaths | undefined

  /** `ended` tells how many calls have ended: their errors are known. */
  constructor(state: () => State, ended: () => number) {
    this.#state = state
    this.#ended = ended
  }

  /** The errors that no part has told, at what this one tells. */
  claim(
    path: Path,
    place: Place | undefined,
    value: unknown,
    found: FoundPart | undefined,
  ): readonly PlacedError[] {
    this.#readNew()
    if (this.#all.length === 0) return []
    const from = found?.kind === 'stream' ? found.from : 0
    const isToldHere = ({ path: whole }: PlacedError): boolean => {
      const inside = whole.slice(path.length)
      const [index] = inside
      if (typeof index === 'number' && index < from) return false
      return place === undefined || isPathRequested(inside, place, value)
    }
    const claimed = (this.#below.get(JSON.stringify(path)) ?? []).filter(
      (error) => !this.#claimed.has(error) && isToldHere(error),
    )
    for (const error of claimed) this.#claimed.add(error)
    return claimed
  }

  /** All that no part has told, once there is none left to tell it. */
  rest(place: Place, root: unknown): readonly PlacedError[] {
    this.#readNew()
    return this.#all.filter((error) => !this.#claimed.has(error) && isPathRequested(error.path, place, root))
  }

  /** What was claimed, and is not told after all. */
  giveBack(errors: readonly PlacedError[]): void {
    for (const error of errors) this.#claimed.delete(error)
  }

  reported(): ReportedPaths {
    this.#readNew()
    return (this.#reported ??= indexPaths(this.#all))
  }

  #readNew(): void {
    const ended = this.#ended()
    if (ended === this.#known) return
    this.#known = ended
    this.#all = this.#state().errors.flat()
    this.#reported = undefined
    this.#below = indexBeginnings(this.#all)
  }
}

function indexBeginnings(errors: readonly PlacedError[]): ReadonlyMap<string, readonly PlacedError[]> {
  const below = new Map<string, PlacedError[]>()
  for (const error of errors) {
    for (let length = 0; length <= error.path.length; length++) {
      const key = JSON.stringify(error.path.slice(0, length))
      const known = below.get(key)
      if (known === undefined) below.set(key, [error])
      else known.push(error)
    }
  }
  return below
}
