import { describe, expect, it } from 'vitest'
import { createInertia } from './inertia.ts'

/** Frames of 16 ms, run until none is asked for. */
function throwMap(moves: readonly (readonly [x: number, time: number])[], letGoAt: number) {
  const frames: ((time: number) => void)[] = []
  let moved = 0
  let stands = 0
  const inertia = createInertia(
    (dx) => (moved += dx),
    () => (stands += 1),
    (frame) => frames.push(frame),
    () => frames.splice(0),
  )
  for (const [x, time] of moves) inertia.follow({ x, y: 0 }, time)
  inertia.letGo(letGoAt)
  const run = (most = 1_000) => {
    for (let now = letGoAt + 16, count = 0; frames.length > 0 && count < most; now += 16, count++)
      frames.shift()?.(now)
  }
  return { inertia, run, moved: () => moved, stands: () => stands }
}

describe('a map that is let go', () => {
  it('runs on the way it was thrown, slower and slower, and then stands', () => {
    const thrown = throwMap(
      [
        [0, 0],
        [10, 16],
        [20, 32],
      ],
      40,
    )
    thrown.run()
    // 0.625 pixels a millisecond, until it has a thirtieth of a pixel.
    expect(thrown.moved()).toBeGreaterThan(120)
    expect(thrown.moved()).toBeLessThan(200)
    expect(thrown.stands()).toBe(1)
  })

  it.each([
    {
      how: 'laid down slowly',
      moves: [
        [0, 0],
        [2, 90],
      ],
      letGoAt: 95,
    },
    {
      how: 'held still before',
      moves: [
        [0, 0],
        [80, 20],
      ],
      letGoAt: 300,
    },
    { how: 'not moved at all', moves: [], letGoAt: 10 },
  ] as const)('stands where it is when $how', ({ moves, letGoAt }) => {
    const laid = throwMap(moves, letGoAt)
    laid.run()
    expect(laid.moved()).toBe(0)
    expect(laid.stands()).toBe(1)
  })

  it('is not thrown out of the city by a jerk', () => {
    const jerked = throwMap(
      [
        [0, 0],
        [800, 2],
      ],
      3,
    )
    jerked.run()
    expect(jerked.moved()).toBeLessThan(800)
  })

  it('stops under a hand', () => {
    const thrown = throwMap(
      [
        [0, 0],
        [20, 16],
      ],
      20,
    )
    thrown.run(2)
    const before = thrown.moved()
    thrown.inertia.stop()
    thrown.run()
    expect(thrown.moved()).toBe(before)
  })
})
