import type { Caller } from '../access/caller.ts'
import { audienceOf } from '../access/audienceOf.ts'
import type { NormalOperation } from '../../engine/index.ts'
import { TIERS } from '../../schema/codes.ts'

/** The record of one request that touched a protected field. Names and rules only: never a value. */
export interface AuditRecord {
  readonly time: string
  readonly requestId: string
  readonly caller: AuditedCaller
  readonly operation: { readonly name: string | null; readonly hash: string }
  readonly fields: readonly AuditedField[]
  /** What the client said in `x-purpose`. */
  readonly purpose: string | null
}

export type AuditedCaller =
  | { readonly kind: 'anonymous' }
  | {
      readonly kind: 'verified'
      readonly subject: string
      readonly issuer: string
      readonly tier: string
      readonly scopes: readonly string[]
    }

export interface AuditedField {
  /** The coordinate, such as "Bus.plate". */
  readonly field: string
  /** The subgraphs that hold it. */
  readonly subgraph: string
  readonly rule: string
  readonly allowed: boolean
  /** Of a field that is judged object by object: of how many objects it was denied; null when no answer was made. */
  readonly withheld?: number | null
}

/** Where a token or a client writes what it likes, a line keeps this much. */
const MAX_TEXT = 200
const MAX_SCOPES = 20

export function writeRecord(
  time: Date,
  requestId: string,
  caller: Caller,
  { name, hash }: NormalOperation,
  fields: readonly AuditedField[],
  purpose: string | null,
): AuditRecord {
  return {
    time: time.toISOString(),
    requestId,
    caller: describeCaller(caller),
    operation: { name: name === undefined ? null : shorten(name), hash },
    fields,
    purpose: purpose === null ? null : shorten(purpose),
  }
}

/** Of the scopes, those that the graph's rules are about. */
function describeCaller(caller: Caller): AuditedCaller {
  if (caller.kind === 'anonymous') return { kind: 'anonymous' }
  const scopes = [...caller.scopes].filter((scope) => isTier(scope) || scope.startsWith('bureau:'))
  return {
    kind: 'verified',
    subject: shorten(caller.subject),
    issuer: shorten(caller.issuer),
    tier: audienceOf(caller),
    scopes: scopes.slice(0, MAX_SCOPES).map(shorten).toSorted(),
  }
}

function isTier(scope: string): boolean {
  return TIERS.some((tier) => tier === scope)
}

function shorten(text: string): string {
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT)}…`
}
