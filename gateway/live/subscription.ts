import type { Caller } from '../access/caller.ts'
import type { GatewayError } from '../errors.ts'
import type { Graph } from '../graph/graph.ts'
import type { AskedOperation } from '../request/admit/assess.ts'
import type { Outlet } from './outlet.ts'

/** A subscription that a client has asked for, admitted and allowed as a query is. */
export interface AskedSubscription {
  readonly asked: AskedOperation
  readonly caller: Caller
  /** The variables as the client sent them, for the version of the graph that comes next. */
  readonly given: Readonly<Record<string, unknown>>
  /** The graph that the client asks, as it is now; undefined where there is none any more. */
  readonly graph: () => Graph | undefined
}

/** One client of a broadcast. */
export interface Member {
  readonly subscription: AskedSubscription
  readonly outlet: Outlet
  /** The last event that the client knows. */
  known: string
  /** Whether it was told anything, or came back after an event: from then on nothing may be left out. */
  hasBegun: boolean
  end(reason: GatewayError | undefined): void
  /** There is no more. */
  complete(): void
}
