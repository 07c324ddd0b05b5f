import type { GraphQLSchema } from 'graphql'
import type { ComposedGraph } from '../../schema/compose/composition.ts'
import type { SubgraphDocument } from '../../schema/compose/document.ts'
import type { Locate } from '../live/locate.ts'
import type { LiveGraph } from '../live/readLive.ts'
import type { KnownOperation } from '../operations/knownOperations.ts'
import type { RecentUse } from '../use/recentUse.ts'

/** A subgraph as its bureau would have it, beside what is live. */
export interface Proposal {
  readonly live: LiveGraph
  readonly proposed: SubgraphDocument
  /** The subgraph as it is live; undefined for a new bureau's. */
  readonly current: SubgraphDocument | undefined
  /** All subgraphs with the proposed one in its place. */
  readonly next: readonly SubgraphDocument[]
  readonly locate: Locate
  /** A day in Macao, YYYY-MM-DD. */
  readonly today: string
  readonly use: RecentUse
  readonly operations: readonly KnownOperation[]
  /** The owners that have said yes. */
  readonly consents: ReadonlySet<string>
}

/** A proposal that composes. */
export interface ComposedProposal extends Proposal {
  readonly composed: ComposedGraph
  /** The API schemas. */
  readonly before: GraphQLSchema
  readonly after: GraphQLSchema
  /** The known operations that are valid today, each with what it uses. */
  readonly sent: readonly SentOperation[]
}

export interface SentOperation extends KnownOperation {
  readonly used: ReadonlySet<string>
}
