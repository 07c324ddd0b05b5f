import { expect, it } from 'vitest'
import { digest } from '../../../kit/digest.ts'
import { Doorkeeper } from './doorkeeper.ts'

it('knows a name from its second time on, and no other by it', () => {
  const doorkeeper = new Doorkeeper()
  expect(['a', 'b', 'a', 'a', 'b', 'c'].map((name) => doorkeeper.knows(digest(name)))).toEqual([
    false,
    false,
    true,
    true,
    true,
    false,
  ])
})

it('takes none of 100,000 strangers for a name that it knows, and grows by none of them', () => {
  const doorkeeper = new Doorkeeper()
  for (let token = 0; token < 100_000; token++)
    expect(doorkeeper.knows(digest(`Bearer ${token}`))).toBe(false)
  expect(doorkeeper.bytes).toBe(4 * 65_536)
  // The last of them hold their seats, the first have lost most of theirs: (1 - 1/65,536)^100,000 is 0.22.
  const known = (from: number) =>
    Array.from({ length: 1_000 }, (_, at) => doorkeeper.knows(digest(`Bearer ${from + at}`))).filter(Boolean)
      .length
  // Of a thousand, some eight pairs have one seat between them: the second has it, and loses it when the first is asked for.
  expect(known(99_000)).toBeGreaterThan(960)
  expect(known(0)).toBeLessThan(300)
  expect(known(0)).toBeGreaterThan(960)
})
