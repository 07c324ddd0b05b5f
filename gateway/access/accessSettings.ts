import type { AccessMode } from './mode.ts'

/** Settings of fields that the caller may not see. */
export interface AccessSettings {
  /** Left out of the answer, a reason to refuse the operation, or only reported while everything is answered. */
  readonly mode: AccessMode
  /** Where denials are reported: beside the other errors, in `extensions.access`, or nowhere. */
  readonly errors: 'errors' | 'extensions' | 'none'
  readonly showMissingScopes: boolean
  /** A module whose default export says which policies let a caller in; without it every policy denies. */
  readonly policyModule: string | undefined
  readonly policyDeadlineMs: number
}
