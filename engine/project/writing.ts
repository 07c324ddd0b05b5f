import type { FieldNode } from 'graphql'
import type { Failure, PlacedError, State } from '../run/state.ts'
import { createFindDangling, describeReference, type FindDangling } from '../run/danglingReferences.ts'
import type { Output } from './output.ts'

/** A failed subgraph is reported at each field that is null because of it, but not a thousand times. */
const MAX_ERRORS_OF_FAILURE = 200

/** A field that is denied in a thousand objects is reported a hundred times. */
const MAX_DENIALS = 100

/** The writing of one response: the path at which it stands, and the errors that it reported. */
export class Writing {
  readonly state: State
  readonly output: Output
  /** The client's path to what is being written, as far as `depth`. */
  readonly path: (string | number)[] = []
  depth = 0
  readonly errors: PlacedError[] = []
  readonly #reportCounts = new Map<Failure, number>()
  /** By field, at how many positions it was denied. */
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

  /** Reports an error here. Returns false, as a function that reports an error writes no value. */
  report(message: string, code: string): false {
    this.errors.push({ message, code, subgraph: undefined, call: undefined, path: this.here() })
    return false
  }

  /** Reports that the viewer may not see the field here; true if it is to be written all the same. */
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

  /** Reports failed fetches at a field that they provide; true if there are any, which explains the null here. */
  reportFailures(fetches: readonly number[]): boolean {
    let hasFailed = false
    for (const fetch of fetches) {
      const failure = this.state.failures[fetch]
      if (failure === undefined) continue
      hasFailed = true
      if (!failure.isReported) this.#reportFailure(failure)
    }
    return hasFailed
  }

  #reportFailure(failure: Failure): void {
    const reports = this.#reportCounts.get(failure) ?? 0
    this.#reportCounts.set(failure, reports + 1)
    if (reports >= MAX_ERRORS_OF_FAILURE) return
    const { message, code, extensions, subgraph, call } = failure
    this.errors.push({ message, code, extensions, subgraph, call, path: this.here() })
  }

  /**
   * Reports that an entity was not found, if that is why fetches gave nothing to the object `length` steps down the
   * path, and if no subgraph said so itself.
   */
  reportNotFound(fetches: readonly number[], length: number): boolean {
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
   * True if some subgraph reported an error that explains a null here: at this path or below, from where the null
   * propagated; or at an object above, which the subgraph could not find as an entity.
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
