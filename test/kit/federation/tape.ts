/** Random choices that a seed repeats. */
export interface Tape {
  readonly number: (below: number) => number
  readonly pick: <Item>(items: readonly [Item, ...Item[]]) => Item
  readonly pickSome: <Item>(items: readonly Item[]) => readonly Item[]
  /** True about `percent` times in a hundred. */
  readonly chance: (percent: number) => boolean
}

export function rollTape(seed: number): Tape {
  const next = mulberry32(seed)
  const number = (below: number): number => Math.floor(next() * below)
  return {
    number,
    pick: (items) => items[number(items.length)] ?? items[0],
    pickSome: (items) => items.filter(() => number(2) === 1),
    chance: (percent) => number(100) < percent,
  }
}

/** A small generator of evenly spread numbers from 0 to 1, good enough for tests. */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
