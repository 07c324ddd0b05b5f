/** Beats for all streams at once, so that proxies and clients know that they are open. */
export interface Pulse {
  /** Returns what ends it. */
  add(beat: () => void): () => void
  stop(): void
}

/** Proxies usually close what is silent for a minute. */
const BEAT_MS = 15_000

export function createPulse(): Pulse {
  const beats = new Set<() => void>()
  const timer = setInterval(() => {
    for (const beat of beats) beat()
  }, BEAT_MS)
  timer.unref()
  return {
    add(beat) {
      beats.add(beat)
      return () => beats.delete(beat)
    },
    stop: () => clearInterval(timer),
  }
}
