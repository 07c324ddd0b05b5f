import type { FieldNode } from 'graphql'
import type { Failure, PlacedError, State } from '../run/state.ts'
import { createFindDangling, describeReference, type FindDangling } from '../run/danglingReferences.ts'
import { findFragment, type Found, type Fragment, type Scope } from './found.ts'
import type { Deferral } from './divideFields.ts'
import type { Output } from './output.ts'

/** A failed subgraph is reported at each field that is null because of it, but not a thousand times. */
const MAX_ERRORS_OF_FAILURE = 200

/** A field that is denied in a thousand objects is reported a hundred times. */
const MAX_DENIALS = 100

/** How often things are reported in all parts of an answer together. */
export class ReportCounts {
  readonly failures: Map<Failure, number>
  denials: number

  constructor({ failures, denials }: Pick<ReportCounts, 'failures' | 'denials'> = NOTHING_REPORTED) {
    this.failures = new Map(failures)
    this.denials = denials
  }
}

const NOTHING_REPORTED = { failures: new Map<Failure, number>(), denials: 0 }

/** What one part leaves to later ones. */
export type FoundPart = Found<Writing>

/** How far an execution is whose answer is written in parts. */
export interface Progress {
  readonly counts: ReportCounts
  isFinished(fetch: number): boolean
  /** Where subgraphs reported errors so far. */
  reported(): ReportedPaths
}

/** The writing of one response, or of a part: the path at which it stands, and the errors that it reported. */
export class Writing {
  readonly state: State
  readonly output: Output
  /** The client's path to what is being written, as far as `depth`. */
  readonly path: (string | number)[] = []
  depth = 0
  readonly errors: PlacedError[] = []
  /** What is left to later parts. */
  readonly found: Found<Writing>[] = []
  scope: Scope | undefined
  /** The fetches that must have ended before it can be written. */
  readonly awaited = new Set<number>()
  readonly #counts: ReportCounts
  readonly #progress: Progress | undefined
  readonly #deniedBefore: number
  /** By field, at how many positions it was denied. */
  readonly deniedCounts = new Map<FieldNode, number>()
  #reported: ReportedPaths | undefined
  #findDangling: FindDangling | undefined

  /** Without `progress` all fetches have ended. */
  constructor(state: State, output: Output, progress?: Progress) {
    this.state = state
    this.output = output
    this.#progress = progress
    this.#counts = progress?.counts ?? new ReportCounts()
    this.#deniedBefore = this.#counts.denials
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
    if (this.#counts.denials++ < MAX_DENIALS) {
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
    return Math.max(0, this.#counts.denials - MAX_DENIALS) - Math.max(0, this.#deniedBefore - MAX_DENIALS)
  }

  /** True of a value that is not there, or not all of it, where one of these fetches may still bring the rest. */
  waitsForMore(value: unknown, fetches: readonly number[]): boolean {
    return this.#progress !== undefined && isMissing(value) && this.waitsFor(fetches)
  }

  /** True where one of these fetches has not ended. */
  waitsFor(fetches: readonly number[]): boolean {
    if (this.#progress === undefined) return false
    let waits = false
    for (const fetch of fetches) {
      if (this.#progress.isFinished(fetch)) continue
      this.awaited.add(fetch)
      waits = true
    }
    return waits
  }

  /** Where the null that is being written leaves nothing, nothing more is told later either. */
  dropFound(): void {
    for (let last = this.found.at(-1); last !== undefined; last = this.found.at(-1)) {
      const { path } = last
      if (path.length < this.depth) return
      for (let at = 0; at < this.depth; at++) if (path[at] !== this.path[at]) return
      this.found.pop()
    }
  }

  /** The fragments of these deferrals that stand around what is being written. */
  fragmentsOf(deferrals: readonly Deferral[]): readonly Fragment[] {
    return deferrals.flatMap((deferral) => findFragment(this.scope, deferral) ?? [])
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
    const { failures } = this.#counts
    const reports = failures.get(failure) ?? 0
    failures.set(failure, reports + 1)
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
    this.#reported ??= this.#progress?.reported() ?? indexPaths(this.state.errors.flat())
    const here = this.here()
    if (this.#reported.prefixes.has(JSON.stringify(here))) return true
    return here.some(
      (_, length) => length > 0 && this.#reported?.exact.has(JSON.stringify(here.slice(0, length))),
    )
  }
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.some(isMissing))
}

export interface ReportedPaths {
  readonly exact: ReadonlySet<string>
  readonly prefixes: ReadonlySet<string>
}

export function indexPaths(errors: readonly PlacedError[]): ReportedPaths {
  const exact = new Set<string>()
  const prefixes = new Set<string>()
  for (const { path } of errors) {
    exact.add(JSON.stringify(path))
    for (let length = 1; length <= path.length; length++) prefixes.add(JSON.stringify(path.slice(0, length)))
  }
  return { exact, prefixes }
}
