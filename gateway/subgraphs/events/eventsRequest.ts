import type { TlsMaterial } from '../connections.ts'

/** Where and how a subgraph serves its subscriptions. */
export interface EventAddress {
  readonly url: string
  readonly tls: TlsMaterial
  /** How long its first word may take. */
  readonly deadlineMs: number
  /** The largest answer that is read. */
  readonly maxBytes: number
}

/** A subscription as its subgraph is asked for it. */
export interface EventsRequest {
  readonly subgraph: string
  /** Query and variables as JSON. */
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
  /** Of these, the client's own. */
  readonly clientHeaders: Readonly<Record<string, string>>
  /** Ends it. */
  readonly signal: AbortSignal
}
