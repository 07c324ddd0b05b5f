import type { GraphQLSchema } from 'graphql'
import { printRule, PUBLIC } from '../../schema/access/fieldRule.ts'
import { GatewayError } from '../errors.ts'
import type { Decision } from './operationAccess.ts'
import type { Caller } from './caller.ts'
import { listDeniedPlaces, listOwnedPlaces, type FieldPlace } from './deniedPlaces.ts'
import { listMissingScopes, listUnmet } from './missingScopes.ts'
import type { OperationAccess } from './operationAccess.ts'

/** The content of `extensions.access`, for requests with `x-explain: access`. */
export interface AccessExplanation {
  readonly caller: { readonly kind: Caller['kind']; readonly scopes: readonly string[] }
  /** The places that the caller would be denied, and the scopes that it lacks for them. */
  readonly denied: readonly DeniedPlace[]
  /** The places that it would see only of objects that its claims name. */
  readonly ownedOnly: readonly OwnedPlace[]
}

interface DeniedPlace {
  readonly path: readonly string[]
  readonly fields: readonly string[]
  /** The rules that the caller does not satisfy, as directives. */
  readonly needs: string
  readonly missingScopes: readonly (readonly string[])[]
}

interface OwnedPlace {
  readonly path: readonly string[]
  readonly fields: readonly string[]
  readonly needs: string
}

/** Whether the request wants an explanation in place of an answer. Throws GatewayError BAD_REQUEST for a wrong header. */
export function wantsExplanation(
  header: string | readonly string[] | undefined,
  caller: Caller,
  isDevelopment: boolean,
): boolean {
  if (header === undefined) return false
  if (header !== 'access')
    throw new GatewayError('BAD_REQUEST', `x-explain: expected access; got ${JSON.stringify(header)}.`)
  if (isDevelopment || (caller.kind === 'verified' && caller.scopes.has('staff'))) return true
  throw new GatewayError('BAD_REQUEST', 'x-explain: only staff may ask why a field would be denied.')
}

export function explainAccess(
  access: OperationAccess,
  { denied }: Decision,
  caller: Caller,
  schema: GraphQLSchema,
  variables: Readonly<Record<string, unknown>>,
): AccessExplanation {
  const { operation } = access
  return {
    caller: { kind: caller.kind, scopes: caller.kind === 'verified' ? [...caller.scopes] : [] },
    denied: listDeniedPlaces(operation, schema, denied, variables).map(({ path, node, fields }) => ({
      path,
      fields,
      needs: printRule({ ...PUBLIC, requirements: listUnmet(access, caller, node) }),
      missingScopes: listMissingScopes(access, caller, node),
    })),
    ownedOnly: listOwnedPlaces(operation, schema, denied, variables).map((place) =>
      describeOwned(access, place),
    ),
  }
}

function describeOwned({ operation }: OperationAccess, { path, fields }: FieldPlace): OwnedPlace {
  const ownerships = fields.flatMap((field) => operation.owned?.ownerships.get(field) ?? [])
  return { path, fields, needs: printRule({ ...PUBLIC, ownerships }) }
}
