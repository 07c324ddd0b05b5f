import type { QuotaField } from '../access/quotaFields.ts'
import type { QuotaCounts } from '../traffic/quotas.ts'
import type { AskedOperation } from './admit/assess.ts'
import type { PlanResult } from './execute.ts'

/**
 * Executes an operation unless its caller has had all that a quota allows of one of its fields, and counts what it gets.
 * The last answer of a day may pass the quota, since only the data say how much there is. Throws GatewayError
 * QUOTA_EXCEEDED.
 */
export function withinQuotas(
  counts: QuotaCounts,
  asked: AskedOperation,
  run: () => Promise<PlanResult>,
): Promise<PlanResult> {
  return asked.prepared.quotaFields.length === 0 ? run() : runWithin(counts, asked, run)
}

async function runWithin(
  counts: QuotaCounts,
  asked: AskedOperation,
  run: () => Promise<PlanResult>,
): Promise<PlanResult> {
  const { request, prepared } = asked
  for (const field of prepared.quotaFields) counts.assertLeft(request.visit.client.name, field)
  const result = await run()
  // What has been told in parts was counted as it was told.
  if (!result.isTold) countQuotas(counts, asked, result.envelope)
  return result
}

/** Counts what a caller gets of the fields that have quotas. */
export function countQuotas(
  counts: QuotaCounts,
  { request, prepared: { quotaFields } }: AskedOperation,
  json: Buffer,
): void {
  for (const field of quotaFields) {
    const values = countValues(json, field)
    if (values > 0) counts.count(request.visit.client.name, field, values)
  }
}

/** In JSON `"name":` stands nowhere but before a value: within a text, quotation marks are escaped. */
function countValues(envelope: Buffer, { responseKeys }: QuotaField): number {
  let count = 0
  for (const key of responseKeys) {
    const name = Buffer.from(`"${key}":`)
    for (let at = envelope.indexOf(name); at >= 0; at = envelope.indexOf(name, at)) {
      at += name.length
      if (envelope.toString('latin1', at, at + 4) !== 'null') count++
    }
  }
  return count
}
