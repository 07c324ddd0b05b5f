import type { Caller } from '../../access/caller.ts'
import type { Validity } from '../../cache/caching.ts'
import type { AskedOperation } from '../admit/assess.ts'

/**
 * Whether the answer may hold what only this caller may see: by a rule of the graph, or because a subgraph was shown a
 * header of the client's and did not say that its answer is for everybody.
 */
export function isConfidential(
  { request, prepared: { access, operation } }: AskedOperation,
  caller: Caller,
  validity: Validity | undefined,
  forwarded: readonly string[],
): boolean {
  const isOpenedByToken =
    caller.kind !== 'anonymous' && (access.touched.length > 0 || operation.owned !== undefined)
  return isOpenedByToken || (validity?.isPersonal ?? forwarded.some((name) => name in request.headers))
}
