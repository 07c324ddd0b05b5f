import type { GraphQLSchema } from 'graphql'
import type { Decision } from './operationAccess.ts'
import type { Caller } from './caller.ts'
import { listDeniedPlaces, type FieldPlace } from './deniedPlaces.ts'
import type { OperationAccess } from './operationAccess.ts'
import { AccessRefused } from './refusal.ts'

/** An operation with denied fields is answered without them, refused, or answered whole with a report. */
export type AccessMode = 'filter' | 'reject' | 'report'

/** How many denied places of one request are reported. */
export const MAX_PLACES = 100

/** The decision that holds: in a dry run, one that denies nothing. */
export function enforce({ touched }: OperationAccess, decision: Decision, mode: AccessMode): Decision {
  return mode === 'report' && decision.denied.size > 0
    ? { key: '1'.repeat(touched.length), denied: new Set() }
    : decision
}

/** Throws AccessRefused in mode `reject` when the variables include a denied field. */
export function assertAllowed(
  { operation }: OperationAccess,
  { denied }: Decision,
  mode: AccessMode,
  caller: Caller,
  schema: GraphQLSchema,
  variables: Readonly<Record<string, unknown>>,
): void {
  if (mode !== 'reject' || denied.size === 0) return
  const places = listDeniedPlaces(operation, schema, denied, variables)
  if (places.length > 0) throw new AccessRefused(places, caller, MAX_PLACES)
}

/** The places that a dry run would have denied before anything was fetched. */
export function listWouldDeny(
  { operation }: OperationAccess,
  { denied }: Decision,
  mode: AccessMode,
  schema: GraphQLSchema,
  variables: Readonly<Record<string, unknown>>,
): readonly Pick<FieldPlace, 'path' | 'fields'>[] {
  if (mode !== 'report') return []
  const places = listDeniedPlaces(operation, schema, denied, variables).slice(0, MAX_PLACES)
  return places.map(({ path, fields }) => ({ path, fields }))
}
