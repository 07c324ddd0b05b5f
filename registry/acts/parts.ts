import type { KeyObject } from 'node:crypto'
import type { Judge } from '../judge/judge.ts'
import type { Journal } from './journal.ts'

/** What acts are done with. */
export interface ActParts {
  readonly journal: Journal
  /** Ed25519, private. */
  readonly signingKey: KeyObject
  /** Public keys by which releases were signed before; a release of any other is not built upon. */
  readonly formerKeys: readonly string[]
  readonly judge: Judge
  readonly now: () => Date
}
