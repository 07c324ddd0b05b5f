import type { Failure, PlacedError, State } from '../state.ts'
import type { Output } from './output.ts'

/** The writing of one answer: where it stands, and what it had to report. */
export class Run {
  readonly state: State
  readonly output: Output
  /** The client's path to what is being written, as far as `depth`. */
  readonly path: (string | number)[] = []
  depth = 0
  readonly errors: PlacedError[] = []
  readonly #told = new Map<Failure, Set<object>>()
  #reported: ReadonlySet<string> | undefined

  constructor(state: State, output: Output) {
    this.state = state
    this.output = output
  }

  here(): readonly (string | number)[] {
    return this.path.slice(0, this.depth)
  }

  /** Returns false, as whatever reports has nothing written. */
  report(message: string, code: string, subgraph?: string): false {
    this.errors.push({ message, code, subgraph, path: this.here() })
    return false
  }

  /** Tells of a failed fetch once for each field of the operation that it costs; true if it explains the null here. */
  tellLost(field: object, fetches: readonly number[]): boolean {
    let isLost = false
    for (const fetch of fetches) {
      const failure = this.state.failures[fetch]
      if (failure === undefined) continue
      isLost = true
      if (!failure.isReported) this.#tellOnce(field, failure)
    }
    return isLost
  }

  #tellOnce(field: object, failure: Failure): void {
    const told = this.#told.get(failure) ?? new Set()
    this.#told.set(failure, told)
    if (told.has(field)) return
    told.add(field)
    this.report(failure.message, failure.code, failure.subgraph)
  }

  /** True if some subgraph reported an error here or below, which made this null. */
  isReported(): boolean {
    this.#reported ??= listPrefixes(this.state.errors.flat())
    return this.#reported.has(JSON.stringify(this.here()))
  }
}

function listPrefixes(errors: readonly PlacedError[]): ReadonlySet<string> {
  const prefixes = new Set<string>()
  for (const { path } of errors) {
    for (let length = 1; length <= path.length; length++) prefixes.add(JSON.stringify(path.slice(0, length)))
  }
  return prefixes
}
