import type { Caller } from '../access/caller.ts'
import { audienceOf } from '../access/audienceOf.ts'
import type { CountUse } from '../telemetry/use/observation.ts'
import type { ReadClient } from '../telemetry/use/useClient.ts'
import type { AskedOperation } from './admit/assess.ts'
import type { PlanResult } from './execute.ts'

export interface UseParts {
  readonly readClient: ReadClient
  readonly countUse: CountUse
}

/** Counts a request whose operation and variables were accepted, for the use of the graph. */
export function observeUse(
  { readClient, countUse }: UseParts,
  { request, prepared, variables }: AskedOperation,
  caller: Caller,
  hasErrors: boolean,
  milliseconds: number,
): void {
  countUse({
    operation: prepared.use,
    variables,
    client: readClient(request.headers, caller),
    tier: audienceOf(caller),
    at: Date.now(),
    hasErrors,
    milliseconds,
  })
}

export function hasErrors({ errors, suppressedErrorCount }: PlanResult): boolean {
  return errors.length > 0 || suppressedErrorCount > 0
}
