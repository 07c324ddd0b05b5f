/** Ends what has to end over some seconds, so that not all clients come back at once. */
export interface Expulsions {
  later(expel: () => void): void
  stop(): void
}

const JITTER_MS = 5_000

export function createExpulsions(random: () => number): Expulsions {
  const pending = new Set<NodeJS.Timeout>()
  return {
    later(expel) {
      const timer = setTimeout(() => {
        pending.delete(timer)
        expel()
      }, random() * JITTER_MS)
      timer.unref()
      pending.add(timer)
    },
    stop() {
      for (const timer of pending) clearTimeout(timer)
    },
  }
}
