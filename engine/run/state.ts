import type { FieldNode } from 'graphql'
import type { BatchTarget } from './preparedFetch.ts'
import type { ResultNode } from './resultNode.ts'

/** What one request's run has gathered so far. */
export interface State {
  readonly root: ResultNode
  readonly variables: Readonly<Record<string, unknown>>
  readonly viewer: Viewer
  /** By fetch: why it gave nothing, or less than was asked. */
  readonly failures: (Failure | undefined)[]
  /** By fetch: the entities of which the subgraph said that there are none, among others. */
  readonly notFound: (readonly BatchTarget[] | undefined)[]
  /** By fetch of which not everything could be asked: the fetches that give what it needs. */
  readonly unasked: (readonly number[] | undefined)[]
  /** By call, so that the order of the errors does not hang on which subgraph was faster. */
  readonly errors: (readonly PlacedError[])[]
}

/** The one for whom an answer is written, as far as single objects are concerned. */
export interface Viewer {
  /** Whether a claim of the viewer's lists a value of an object. */
  readonly owns: (claim: string, value: unknown) => boolean
  /** Denials of single objects are told and not enforced. */
  readonly isDryRun: boolean
}

export const STRANGER: Viewer = Object.freeze({ owns: () => false, isDryRun: false })

/** Why a whole fetch gave nothing: told once for each of the client's fields that it costs. */
export interface Failure {
  readonly message: string
  readonly code: string
  readonly subgraph: string
  /** The number of the call in its plan. */
  readonly call: number
  /** True when its errors already stand in the answer, at the places that the subgraph named. */
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
  /** The number of the call that it came of; undefined for what the engine says by itself. */
  readonly call: number | undefined
  /** The reference that leads nowhere, when that is what the error says. */
  readonly reference?: DanglingReference | undefined
  /** The field that the caller may not see, when that is what the error says. */
  readonly denied?: FieldNode | undefined
}
