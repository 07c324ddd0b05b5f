import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { bureaus } from '../bureaus/register.ts'
import { checkLifeCycles, readDataSets, type DataSets } from './lifeCycle.ts'

const API = `type Query { shelf: Shelf }
type Shelf {
  id: ID!
  width: Int @deprecated(reason: "Use \`size\`; goes on 2027-06-30.")
  depth: Int @deprecated(reason: "Use \`size\`; goes on 2027-01-01.")
  height: Int
}`

type Described = Partial<Omit<DataSets[number], 'id'>>

/** What is said of the data set "shelves" beside another. */
function problemsOf(shelves: Described, other: Described = {}): readonly string[] {
  const usual: Omit<DataSets[number], 'id'> = { state: 'PUBLISHED', steps: [], successor: null, fields: [] }
  return checkLifeCycles(
    [
      { ...usual, ...shelves, id: 'shelves' },
      { ...usual, ...other, id: 'other' },
    ],
    API,
  )
}

const BEGUN = { state: 'PUBLISHED', since: '2024-01-01' } as const
const DEPRECATED = { state: 'DEPRECATED', since: '2026-07-01' } as const
const GONE = { state: 'WITHDRAWN', since: '2027-06-30' } as const
const ENDING: Described = { state: 'DEPRECATED', steps: [BEGUN, DEPRECATED, GONE] }
const HEAD = 'the data set "shelves": '

describe('the life of a data set', () => {
  it.each<[string, Described, Described?]>([
    ['without a day', {}],
    [
      'that is planned, with the day',
      {
        state: 'PLANNED',
        steps: [
          { ...BEGUN, state: 'PLANNED' },
          { ...BEGUN, since: '2027-01-01' },
        ],
      },
    ],
    ['that ends, its field with it', { ...ENDING, fields: ['Shelf.width'], successor: 'other' }],
    [
      'that ends, while another feeds the field',
      { ...ENDING, fields: ['Shelf.height'] },
      { fields: ['Shelf.height'] },
    ],
    [
      'that ends, while another feeds the type',
      { ...ENDING, fields: ['Shelf.height'] },
      { fields: ['Shelf'] },
    ],
    ['that has ended, its field gone', { ...ENDING, state: 'WITHDRAWN', fields: ['Shelf.colour', 'Box'] }],
  ])('is told: one %s', (_, shelves, other) => {
    expect(problemsOf(shelves, other)).toEqual([])
  })

  it.each<[string, Described, string, Described?]>([
    [
      'stages go back',
      { steps: [DEPRECATED, BEGUN] },
      'expected stages and days that go forward; got DEPRECATED 2026-07-01, PUBLISHED 2024-01-01.',
    ],
    [
      'its stage has no day where others have',
      { state: 'PUBLISHED', steps: [DEPRECATED] },
      'it is PUBLISHED: expected the day since when in its lifecycle; got DEPRECATED 2026-07-01.',
    ],
    [
      'nobody says when it goes',
      { state: 'DEPRECATED', steps: [DEPRECATED] },
      'it is DEPRECATED: expected the day of WITHDRAWN in its lifecycle; got DEPRECATED 2026-07-01.',
    ],
    [
      'its successor is unknown',
      { successor: 'none' },
      'expected another data set of the catalogue as its successor; got "none".',
    ],
    [
      'its successor has gone',
      { successor: 'other' },
      'expected a successor that is not WITHDRAWN; got "other".',
      { state: 'WITHDRAWN', steps: [GONE] },
    ],
    [
      'a field stays as it was',
      { ...ENDING, fields: ['Shelf.height'] },
      'it is DEPRECATED, and alone feeds Shelf.height: expected @deprecated(reason: "Use …; goes on 2027-06-30."); got no @deprecated.',
    ],
    [
      'a field goes on another day',
      { ...ENDING, fields: ['Shelf.depth'] },
      'it is DEPRECATED, and alone feeds Shelf.depth: expected @deprecated(reason: "Use …; goes on 2027-06-30."); got "Use `size`; goes on 2027-01-01.".',
    ],
    [
      'another that feeds the field ends too',
      { ...ENDING, fields: ['Shelf.height'] },
      'it is DEPRECATED, and alone feeds Shelf.height: expected @deprecated(reason: "Use …; goes on 2027-06-30."); got no @deprecated.',
      ENDING,
    ],
    [
      'a field is there when it has gone',
      { ...ENDING, state: 'WITHDRAWN', fields: ['Shelf.width'] },
      'it is WITHDRAWN, and alone feeds Shelf.width: expected that it is gone; it is in the graph.',
    ],
  ])('is refused where %s', (_, shelves, sentence, other) => {
    expect(problemsOf(shelves, other)).toEqual([HEAD + sentence])
  })

  it('ends each field of a type that it feeds', () => {
    expect(
      problemsOf({ ...ENDING, fields: ['Shelf'] }).map((problem) => /Shelf\.\w+/.exec(problem)?.[0]),
    ).toEqual(['Shelf.id', 'Shelf.depth', 'Shelf.height'])
  })

  it('is read from the catalogue, whose words must be known', () => {
    const root = pathToFileURL(`${mkdtempSync(join(tmpdir(), 'life-'))}/`)
    expect(readDataSets(root, [])).toEqual([])
    mkdirSync(new URL('subgraphs/catalogue/data', root), { recursive: true })
    const read = (graph: object) => {
      const file = new URL('subgraphs/catalogue/data/portal-details.json', root)
      writeFileSync(file, JSON.stringify([{ code: '0', data: { id: 'x', graph } }]))
      return readDataSets(root, bureaus)
    }
    const life = { lifecycleState: 'DEPRECATED', lifecycle: [DEPRECATED], successor: 'y' }
    expect(read({ feedId: 'shelves', ...life })).toEqual([
      { id: 'shelves', state: 'DEPRECATED', steps: [DEPRECATED], successor: 'y', fields: [] },
    ])
    expect(read({ lifecycle: [{ state: 'PUBLISHED', since: '2026-02-30' }] })).toEqual({
      problem:
        'subgraphs/catalogue/data/portal-details.json: at 0.data.graph.lifecycle.0.since: a day YYYY-MM-DD',
    })
  })
})
