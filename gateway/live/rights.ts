import { headersKey } from '../../kit/headersKey.ts'
import { nameCaller } from '../cache/caching.ts'
import { GatewayError } from '../errors.ts'
import type { PipelineParts } from '../request/pipeline.ts'
import type { AskedSubscription, Member } from './subscription.ts'

/** Whoever has the same key gets the same bytes. */
export function keyOf({ config }: PipelineParts, { asked, caller }: AskedSubscription): string {
  const { graph, request, prepared, variablesText, tellsProvenance } = asked
  const forwarded = Object.fromEntries(
    config.forwardHeaders.flatMap((name) => {
      const value = request.headers[name]
      return typeof value === 'string' ? [[name, value] as const] : []
    }),
  )
  // Two tokens of one subject need not open the same.
  const holder =
    caller.kind === 'anonymous' ? null : [caller.issuer, caller.subject, [...caller.scopes], caller.claims]
  const rights = [holder, request.headers['x-purpose'] ?? null, graph.variant ?? null]
  return [
    graph.id,
    prepared.operation.hash,
    JSON.stringify([...rights, tellsProvenance]),
    headersKey(forwarded),
    variablesText,
  ].join('\n')
}

/** A token is looked at again each time; what an event costs is shared by all who are told of it. */
export function assertMay(
  { identify, traffic }: PipelineParts,
  { subscription: { asked, caller } }: Member,
  cost: number,
  isToldOf: boolean,
): void | Promise<void> {
  const { request } = asked
  if (isToldOf) traffic.takeCost(request.visit, cost)
  if (caller.kind === 'anonymous') return
  const identified = identify(request.authorization, request.connection)
  const assertSame = (now: typeof caller | Awaited<typeof identified>): void => {
    if (nameCaller(now) === nameCaller(caller)) return
    throw new GatewayError('UNAUTHENTICATED', 'The token is not accepted any more.')
  }
  return identified instanceof Promise ? identified.then(assertSame) : assertSame(identified)
}
