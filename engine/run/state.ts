import type { FieldNode } from 'graphql'
import type { BatchTarget } from './preparedFetch.ts'
import type { ResultNode } from './resultNode.ts'

/** The state of one execution: the responses merged so far, and what went wrong. */
export interface State {
  readonly root: ResultNode
  readonly variables: Readonly<Record<string, unknown>>
  readonly viewer: Viewer
  /** By fetch: why it returned nothing, or less than was requested. */
  readonly failures: (Failure | undefined)[]
  /** By fetch: the entities of which the subgraph said that there are none, among others. */
  readonly notFound: (readonly BatchTarget[] | undefined)[]
  /** By fetch of which not everything could be asked: the fetches that give what it needs. */
  readonly unasked: (readonly number[] | undefined)[]
  /** By call, so that the order of the errors does not hang on which subgraph was faster. */
  readonly errors: (readonly PlacedError[])[]
}

/** For whom an answer is written, where fields are judged object by object. */
export interface Viewer {
  /** Whether a claim of the viewer's lists a value of an object. */
  readonly owns: (claim: string, value: unknown) => boolean
  /** Denials of single objects are reported and not enforced. */
  readonly isDryRun: boolean
}

export const STRANGER: Viewer = Object.freeze({ owns: () => false, isDryRun: false })

/** Without `code`. */
export type ErrorExtensions = Readonly<Record<string, unknown>>

/** Why a whole fetch returned nothing: an error for each of the client's fields that are null because of it. */
export interface Failure {
  readonly message: string
  readonly code: string
  readonly subgraph: string
  /** The number of the call in its plan. */
  readonly call: number
  /** What more of its `extensions` a client may read. */
  readonly extensions?: ErrorExtensions | undefined
  /** True when its errors already stand in the response, at the paths that the subgraph named. */
  readonly isReported: boolean
}

/** A subgraph gave the key of an entity that the subgraph asked about it does not know. */
export interface DanglingReference {
  readonly entity: string
  /** The subgraph that was asked. */
  readonly owner: string
  /** The subgraph that gave the key, if that can be told. */
  readonly referrer: string | undefined
  /** Where the entity stands in the client's answer. */
  readonly path: readonly (string | number)[]
}

export interface PlacedError {
  readonly message: string
  readonly path: readonly (string | number)[]
  readonly code: string
  readonly subgraph: string | undefined
  /** The number of the call that caused it; undefined for an error of the engine's own. */
  readonly call: number | undefined
  /** What its subgraph said besides in `extensions`. */
  readonly extensions?: ErrorExtensions | undefined
  /** The reference that leads nowhere, when that is what the error says. */
  readonly reference?: DanglingReference | undefined
  /** The field that the viewer may not see, for an error that reports a denial. */
  readonly denied?: FieldNode | undefined
}
