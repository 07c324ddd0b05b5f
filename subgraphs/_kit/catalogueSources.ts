import type { FeedReport } from './feed.ts'
import type { PublishedSearchables } from './searchables.ts'
import type { EntityReference } from './subgraph.ts'

/** Where the catalogue learns how another subgraph's feeds stand. */
export interface FeedStatusSource {
  readonly subgraph: string
  read(signal: AbortSignal): Promise<readonly FeedReport[]>
}

/** Where the catalogue learns what of another subgraph is found. */
export interface SearchableSource {
  readonly subgraph: string
  /** Null where it is still as it was published under `tag`. */
  read(signal: AbortSignal, tag: string | undefined): Promise<PublishedSearchables | null>
}

/** Where the catalogue learns which entities another subgraph has. */
export interface NodeSource {
  readonly subgraph: string
  /** For each key, in their order, whether there is such an entity; also where its source cannot tell. */
  has(keys: readonly EntityReference[], signal: AbortSignal): Promise<readonly boolean[]>
}

/** Where the catalogue learns who uses the graph: by the names of groups, such as data sets, their months. */
export type UseSource = (question: UseQuestion, signal: AbortSignal) => Promise<UseAnswer>

export interface UseQuestion {
  /** Days, YYYY-MM-DD, both included. */
  readonly from: string
  readonly to: string
  /** By the name of a group, its schema coordinates: of fields, or of types. */
  readonly groups: Readonly<Record<string, readonly string[]>>
}

export type UseAnswer = Readonly<Record<string, readonly UseMonth[]>>

export interface UseMonth {
  /** YYYY-MM. */
  readonly month: string
  readonly requests: number
  readonly errors: number
  /** Milliseconds; null past the longest that is told apart. */
  readonly p95: number | null
  /** Whether some of it was made up for a demonstration. */
  readonly isSample: boolean
  readonly clients: readonly UseClient[]
}

export interface UseClient {
  /** Empty for those that give no name. */
  readonly name: string
  readonly isVerified: boolean
  readonly requests: number
  readonly errors: number
  readonly p95: number | null
  readonly lastDay: string
}
