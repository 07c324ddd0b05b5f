/**
 * Choices read from a list of numbers. A property test makes the list; when it is used up every choice is the first
 * one, so that a shorter or smaller list means a simpler thing, and a failure shrinks.
 */
export interface Tape {
  readonly number: (below: number) => number
  readonly pick: <Item>(items: readonly [Item, ...Item[]]) => Item
  readonly pickSome: <Item>(items: readonly Item[]) => readonly Item[]
  /** True about `percent` times in a hundred. */
  readonly chance: (percent: number) => boolean
}

export function readTape(numbers: readonly number[]): Tape {
  let position = 0
  const number = (below: number): number => (numbers[position++] ?? 0) % below
  return {
    number,
    pick: (items) => items[number(items.length)] ?? items[0],
    pickSome: (items) => items.filter(() => number(2) === 1),
    chance: (percent) => number(100) >= 100 - percent,
  }
}
