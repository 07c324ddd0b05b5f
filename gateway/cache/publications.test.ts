import { describe, expect, it } from 'vitest'
import {
  createPublicationMemory,
  isNothingNew,
  rememberPublication,
  type PublicationStore,
} from './publications.ts'

const DAY = 86_400_000

type Step = readonly [replica: string, at: 'start' | 'change' | 'end', digest: string]

/** Which of these steps drop what is kept, in their order. */
async function dropped(steps: readonly Step[], daysBetween = 0): Promise<readonly string[]> {
  const store: PublicationStore = createPublicationMemory()
  const dropping: string[] = []
  let now = 0
  for (const [replica, at, digest] of steps) {
    const invalidation = { subgraph: 'culture', publication: { replica, digest, at } }
    if (!(await isNothingNew(store, invalidation, now))) dropping.push(`${replica} ${at} ${digest}`)
    await rememberPublication(store, invalidation, now)
    now += daysBetween * DAY
  }
  return dropping
}

describe('what is kept of a bureau is dropped', () => {
  it.each<[string, readonly Step[], readonly string[]]>([
    ['by the first replica that begins', [['r1', 'start', 'A']], ['r1 start A']],
    [
      'not by a second one with the same data',
      [
        ['r1', 'start', 'A'],
        ['r2', 'start', 'A'],
      ],
      ['r1 start A'],
    ],
    [
      'not by a rolling restart with the same data',
      [
        ['r1', 'start', 'A'],
        ['r2', 'start', 'A'],
        ['r1', 'end', 'A'],
        ['r3', 'start', 'A'],
        ['r2', 'end', 'A'],
        ['r4', 'start', 'A'],
      ],
      ['r1 start A'],
    ],
    [
      'by a replica that begins with newer data, and by the other one, which answered from the older until then',
      [
        ['r1', 'start', 'A'],
        ['r2', 'start', 'A'],
        ['r2', 'end', 'A'],
        ['r3', 'start', 'B'],
        ['r1', 'end', 'A'],
        ['r4', 'start', 'B'],
        ['r5', 'start', 'B'],
      ],
      ['r1 start A', 'r3 start B', 'r4 start B'],
    ],
    [
      'by each change, of whatever replica',
      [
        ['r1', 'start', 'A'],
        ['r2', 'start', 'A'],
        ['r1', 'change', 'B'],
        ['r2', 'change', 'B'],
        ['r3', 'start', 'B'],
      ],
      ['r1 start A', 'r1 change B', 'r2 change B'],
    ],
    [
      'by a replica that took over from one that lagged',
      [
        ['r1', 'start', 'A'],
        ['r2', 'start', 'A'],
        ['r1', 'change', 'B'],
        ['r2', 'end', 'A'],
        ['r3', 'start', 'B'],
        ['r4', 'start', 'B'],
      ],
      ['r1 start A', 'r1 change B', 'r3 start B'],
    ],
  ])('%s', async (_when, steps, expected) => {
    expect(await dropped(steps)).toEqual(expected)
  })

  it('by a replica that begins when nobody has said anything for a week', async () => {
    const steps: readonly Step[] = [
      ['r1', 'start', 'A'],
      ['r2', 'start', 'A'],
    ]
    expect(await dropped(steps, 8)).toEqual(['r1 start A', 'r2 start A'])
  })
})
