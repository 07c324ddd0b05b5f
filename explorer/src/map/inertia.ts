import type { Xy } from './project.ts'

/** How a map runs on when it is let go. */
export interface Inertia {
  /** While it is dragged: where it is at which time, in milliseconds. */
  follow(at: Xy, time: number): void
  /** Runs on from the last that was followed, if it was fast enough; `done` is called when it stands. */
  letGo(time: number): void
  stop(): void
}

/** Only what the hand did last counts. */
const REMEMBERED = 100
/** In pixels a millisecond: below it the map was laid down, not thrown. */
const SLOWEST = 0.12
/** Nor does a jerk throw it out of the city. */
const FASTEST = 2.5
/** The speed falls to a third in so many milliseconds. */
const SLOWING = 280

export function createInertia(
  moveBy: (dx: number, dy: number) => void,
  done: () => void,
  requestFrame: (callback: (time: number) => void) => number = requestAnimationFrame,
  cancelFrame: (frame: number) => void = cancelAnimationFrame,
): Inertia {
  let trail: readonly (Xy & { readonly time: number })[] = []
  let frame: number | null = null
  const run = (vx: number, vy: number, from: number) => {
    frame = requestFrame((now) => {
      const passed = Math.min(64, Math.max(0, now - from))
      const left = Math.exp(-passed / SLOWING)
      moveBy(vx * passed, vy * passed)
      if (Math.hypot(vx, vy) * left > SLOWEST / 4) return run(vx * left, vy * left, now)
      frame = null
      done()
    })
  }
  return {
    follow({ x, y }, time) {
      trail = [...trail.filter((one) => time - one.time < REMEMBERED), { x, y, time }]
    },
    letGo(time) {
      const recent = trail.filter((one) => time - one.time < REMEMBERED)
      const [first, last] = [recent[0], recent.at(-1)]
      trail = []
      const passed = first && last ? last.time - first.time : 0
      if (!first || !last || passed <= 0) return done()
      const [vx, vy] = [(last.x - first.x) / passed, (last.y - first.y) / passed]
      const speed = Math.hypot(vx, vy)
      if (speed < SLOWEST) return done()
      const share = Math.min(1, FASTEST / speed)
      run(vx * share, vy * share, time)
    },
    stop() {
      trail = []
      if (frame !== null) cancelFrame(frame)
      frame = null
    },
  }
}
