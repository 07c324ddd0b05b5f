import { GatewayError } from '../errors.ts'

/** How many subscriptions each client has open. */
export function createSeats(most: number) {
  const taken = new Map<string, number>()
  return {
    /** Returns what leaves it, once. Throws GatewayError RATE_LIMITED. */
    take(client: string): () => void {
      const count = taken.get(client) ?? 0
      if (count >= most)
        throw new GatewayError(
          'RATE_LIMITED',
          `A client has at most ${most} subscriptions open at one gateway. Close some that are not needed.`,
          { limit: most, retryAfter: SEAT_RETRY_SECONDS },
        )
      taken.set(client, count + 1)
      let isTaken = true
      return () => {
        if (!isTaken) return
        isTaken = false
        const left = (taken.get(client) ?? 1) - 1
        if (left === 0) taken.delete(client)
        else taken.set(client, left)
      }
    },
  }
}

const SEAT_RETRY_SECONDS = 10
