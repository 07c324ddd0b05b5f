import type { Entry, KeyedEntry } from './entry.ts'
import type { Selector } from './memory.ts'

/** The level that all gateways share. None of its faults reaches a request: what fails is a miss. */
export interface SharedLevel {
  /** Whether this gateway hears what the others drop. */
  readonly isHeard: boolean
  /** Reads all keys in one round trip; undefined when the level is out of reach. */
  read(subgraph: string, keys: readonly string[]): Promise<SharedRead | undefined>
  /** Stores entries, unless something of the subgraph was invalidated since `epoch` was read; releases the lease. */
  write(
    subgraph: string,
    epoch: string,
    entries: readonly KeyedEntry[],
    lease: Lease | undefined,
  ): Promise<void>
  /** Tries to acquire the lease to refresh `name`, and reads once more in the same moment; undefined as for `read`. */
  lease(subgraph: string, name: string, keys: readonly string[]): Promise<Leased | undefined>
  release(lease: Lease): Promise<void>
  /** Drops single entries of this level, without telling other gateways. */
  forget(subgraph: string, keys: readonly string[]): Promise<void>
  /** Drops entries everywhere. Throws when that is not certain. */
  invalidate(selector: Selector): Promise<Invalidated>
  stop(): void
}

/** What a gateway does when it hears from the others. */
export interface Listening {
  /** Some gateway, which may be this one, dropped entries. */
  readonly onDrop: (selector: Selector) => void
  /** This gateway hears the others again; it missed what they dropped in between. */
  readonly onHeard: () => void
}

export interface SharedRead {
  /** Changes with each invalidation in the subgraph. */
  readonly epoch: string
  /** In the order of the keys. */
  readonly entries: readonly (Sized | undefined)[]
}

export interface Sized {
  readonly entry: Entry
  /** Of its value as JSON, nearly. */
  readonly bytes: number
}

export interface Leased extends SharedRead {
  /** Undefined while another gateway has it. */
  readonly lease: Lease | undefined
}

export interface Lease {
  readonly subgraph: string
  readonly name: string
  readonly token: string
}

export interface Invalidated {
  readonly count: number
  /** How many gateways confirmed that they dropped it from their memory, of how many that were told. */
  readonly confirmed: number
  readonly told: number
}
