import type { Entry, Placed } from './entry.ts'
import type { Selector } from './memory.ts'

/** The level that all gateways share. None of its faults reaches a request: what fails is a miss. */
export interface SharedLevel {
  /** Reads all keys in one round trip; undefined when the level is out of reach. */
  read(subgraph: string, keys: readonly string[]): Promise<SharedRead | undefined>
  /** Keeps entries, unless something of the subgraph was invalidated since `epoch` was read; gives the lease back. */
  write(subgraph: string, epoch: string, placed: readonly Placed[], lease: Lease | undefined): Promise<void>
  /** Asks to be the only one to refresh `name`. */
  lease(subgraph: string, name: string): Promise<Lease | 'taken' | 'unreachable'>
  release(lease: Lease): Promise<void>
  /** Drops entries everywhere. Throws when that is not certain. */
  invalidate(selector: Selector): Promise<Invalidated>
}

export interface SharedRead {
  /** Changes with each invalidation in the subgraph. */
  readonly epoch: string
  /** In the order of the keys. */
  readonly entries: readonly (Entry | undefined)[]
}

export interface Lease {
  readonly subgraph: string
  readonly name: string
  readonly token: string
}

export interface Invalidated {
  readonly count: number
  /** How many gateways confirmed that their memory holds nothing of it, of how many that were told. */
  readonly confirmed: number
  readonly told: number
}
