import { isRecord } from '../../kit/isRecord.ts'
import type { RequestRecord } from './record.ts'

/** A larger answer is not read again for this: it would hold up what is served meanwhile. */
const MAX_BYTES = 65_536

/**
 * What the answer of a request cost in the unit of its estimate; undefined where it has none or is too large. It takes some 10 us
 * for each KB: for requests that are told one by one.
 */
export function measuredCostOf({ operation, envelope }: RequestRecord): number | undefined {
  if (operation === undefined || envelope === undefined || envelope.length > MAX_BYTES) return undefined
  const answer: unknown = JSON.parse(envelope.toString())
  return isRecord(answer) ? operation.measureCost(answer['data']) : undefined
}
