import type { ErrorSettings } from './readableErrors.ts'

/** What the operator's settings say of the calls to one subgraph; what they leave open has its default here already. */
export interface SubgraphSettings {
  /** Where the operator says that it is; none: where the supergraph says. */
  readonly addresses: readonly SubgraphAddress[]
  /** Where it serves its own subscriptions by WebSocket; undefined: at its addresses, over SSE. */
  readonly webSocket: string | undefined
  /** The origins that may get its secret, certificate and headers of clients, those of `addresses` included. */
  readonly origins: ReadonlySet<string>
  /** The secret by which the subgraph recognises this gateway. */
  readonly secret: string | undefined
  readonly deadlineMs: number
  /** The most connections that are open to one address. */
  readonly connections: number
  /** The largest answer that is read, in bytes. */
  readonly maxBytes: number
  readonly headers: HeaderSettings
  readonly tls: TlsSettings
  readonly errors: ErrorSettings
}

export interface SubgraphAddress {
  /** Without credentials, so that it may be told. */
  readonly url: string
  /** What `Authorization` says by the credentials that stood in the address. */
  readonly authorization: string | undefined
}

/** Names of headers are in lower case. */
export interface HeaderSettings {
  /** Headers of clients that travel to the subgraph, by the name that they have there. */
  readonly forward: ReadonlyMap<string, string>
  /** Sent with every call. */
  readonly set: Readonly<Record<string, string>>
  /** Headers of the subgraph's responses that travel up to the client. */
  readonly toClient: readonly string[]
}

/** Files of PEM. */
export interface TlsSettings {
  /** Who vouches for the subgraph; undefined: whom Node knows. */
  readonly caFile: string | undefined
  /** By what the subgraph recognises this gateway. */
  readonly certificate: { readonly file: string; readonly keyFile: string } | undefined
}
