export interface LineLimit {
  /** Whether a line of this kind may be written; where not, it is counted. */
  take(kind: string): boolean
  /** Tells at once what was left out. */
  stop(): void
}

/** Of each kind so many lines are written in a window of time, and at its end how many were left out. */
export function createLineLimit(
  lines: number,
  windowMs: number,
  tellLeftOut: (kind: string, count: number) => void,
): LineLimit {
  const windows = new Map<string, { taken: number; leftOut: number; timer: NodeJS.Timeout }>()
  const end = (kind: string): void => {
    const window = windows.get(kind)
    windows.delete(kind)
    clearTimeout(window?.timer)
    if (window !== undefined && window.leftOut > 0) tellLeftOut(kind, window.leftOut)
  }
  return {
    take(kind) {
      let window = windows.get(kind)
      if (window === undefined) {
        window = { taken: 0, leftOut: 0, timer: setTimeout(() => end(kind), windowMs).unref() }
        windows.set(kind, window)
      }
      if (window.taken < lines) window.taken++
      else window.leftOut++
      return window.leftOut === 0
    },
    stop() {
      for (const kind of windows.keys()) end(kind)
    },
  }
}
