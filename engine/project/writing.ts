import type { FieldNode } from 'graphql'
import type { Failure, PlacedError, State } from '../run/state.ts'
import { createFindDangling, describeReference, type FindDangling } from '../run/danglingReferences.ts'
import type { Output } from './output.ts'

/** A dead subgraph is told of at each field that it costs, but not a thousand times. */
const MAX_ERRORS_OF_FAILURE = 200

/** A field that is denied in a thousand objects is told of a hundred times. */
const MAX_DENIALS = 100

/** The writing of one answer: where it stands, and what it had to report. */
export class Writing {
  readonly state: State
  readonly output: Output
  /** The client's path to what is being written, as far as `depth`. */
  readonly path: (string | number)[] = []
  depth = 0
  readonly errors: PlacedError[] = []
  readonly #told = new Map<Failure, number>()
  /** How many times each field was kept back. */
  readonly deniedCounts = new Map<FieldNode, number>()
  #denials = 0
  #reported: ReportedPaths | undefined
  #findDangling: FindDangling | undefined

  constructor(state: State, output: Output) {
    this.state = state
    this.output = output
  }

  here(): readonly (string | number)[] {
    return this.path.slice(0, this.depth)
  }

  /** Returns false, as whatever reports has nothing written. */
  report(message: string, code: string): false {
    this.errors.push({ message, code, subgraph: undefined, call: undefined, path: this.here() })
    return false
  }

  /** Tells that the caller may not see what would stand here; true if it is to be written all the same. */
  deny(coordinate: string, denied: FieldNode | undefined): boolean {
    if (this.#denials++ < MAX_DENIALS) {
      const message = `You may not see ${coordinate}.`
      const code = 'UNAUTHORIZED_FIELD_OR_TYPE'
      this.errors.push({ message, code, subgraph: undefined, call: undefined, path: this.here(), denied })
    }
    if (this.state.viewer.isDryRun) return true
    if (denied !== undefined) this.deniedCounts.set(denied, (this.deniedCounts.get(denied) ?? 0) + 1)
    return false
  }

  /** How many denials are not among the errors. */
  get suppressedErrorCount(): number {
    return Math.max(0, this.#denials - MAX_DENIALS)
  }

  /** Tells of failed fetches at a field that they cost; true if there are any, which explains the null here. */
  tellLost(fetches: readonly number[]): boolean {
    let isLost = false
    for (const fetch of fetches) {
      const failure = this.state.failures[fetch]
      if (failure === undefined) continue
      isLost = true
      if (!failure.isReported) this.#tell(failure)
    }
    return isLost
  }

  #tell(failure: Failure): void {
    const told = this.#told.get(failure) ?? 0
    this.#told.set(failure, told + 1)
    if (told >= MAX_ERRORS_OF_FAILURE) return
    const { message, code, subgraph, call } = failure
    this.errors.push({ message, code, subgraph, call, path: this.here() })
  }

  /**
   * Tells that an entity was not found, if that is why fetches gave nothing to the object `length` steps down the path,
   * and if no subgraph said so itself.
   */
  tellNotFound(fetches: readonly number[], length: number): boolean {
    if (this.state.notFound.length === 0 || this.isReported()) return false
    this.#findDangling ??= createFindDangling(this.state)
    const reference = this.#findDangling(fetches, this.path.slice(0, length))
    if (reference === undefined) return false
    const message = describeReference(reference)
    const path = this.here()
    this.errors.push({
      message,
      code: 'ENTITY_NOT_FOUND',
      subgraph: undefined,
      call: undefined,
      path,
      reference,
    })
    return true
  }

  /**
   * True if some subgraph reported an error that explains a null here: at this place or below, from where the null came
   * up; or at an object above, of which an entity could not be looked up.
   */
  isReported(): boolean {
    this.#reported ??= indexPaths(this.state.errors.flat())
    const here = this.here()
    if (this.#reported.prefixes.has(JSON.stringify(here))) return true
    return here.some(
      (_, length) => length > 0 && this.#reported?.exact.has(JSON.stringify(here.slice(0, length))),
    )
  }
}

interface ReportedPaths {
  readonly exact: ReadonlySet<string>
  readonly prefixes: ReadonlySet<string>
}

function indexPaths(errors: readonly PlacedError[]): ReportedPaths {
  const exact = new Set<string>()
  const prefixes = new Set<string>()
  for (const { path } of errors) {
    exact.add(JSON.stringify(path))
    for (let length = 1; length <= path.length; length++) prefixes.add(JSON.stringify(path.slice(0, length)))
  }
  return { exact, prefixes }
}
