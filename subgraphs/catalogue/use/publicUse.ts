import type { MonthlyUse } from '../schema/use.ts'
import type { UseMonth } from '../../_kit/catalogueSources.ts'

/** From so many clients on, a month's totals are for everybody: below, they would be those of a client whom one may know. */
export const PUBLIC_FROM_CLIENTS = 5

/** A month as everybody may read it. */
export function toPublicUse({ month, requests, errors, p95, isSample, clients }: UseMonth): MonthlyUse {
  const isWithheld = clients.length < PUBLIC_FROM_CLIENTS
  return {
    month,
    requests: isWithheld ? null : requests,
    errors: isWithheld ? null : errors,
    p95Milliseconds: isWithheld ? null : p95,
    clients: isWithheld ? null : clients.length,
    withheld: isWithheld,
    sample: isSample,
  }
}
