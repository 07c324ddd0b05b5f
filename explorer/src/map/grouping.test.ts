import { describe, expect, it, vi } from 'vitest'
import type { AnswerColumn } from '../format/columns.ts'

vi.stubGlobal('navigator', { languages: ['en'] })
vi.stubGlobal('document', { documentElement: {} })

const { findCategories, groupMarks } = await import('./grouping.ts')
const { findMarks } = await import('./marks.ts')

function column(name: string, kind: AnswerColumn['field']['kind']): AnswerColumn {
  const field = {
    key: name,
    coordinate: name,
    typeName: '',
    kind,
    unit: '',
    addsUp: false,
    isList: false,
    isThing: false,
    fields: [],
  }
  return { name, path: [name], head: name, field, isOwn: true }
}

const SPACES = column('spaces', 'number')
const KIND = column('kind', 'text')
/** A few large values, as car parks have. */
const VALUES = [1, 2, 3, 4, 5, 6, 7, 8, 900, null]
const ROWS = VALUES.map((spaces, index) => ({
  place: { lat: 22.1 + index / 100, lng: 113.5 },
  spaces,
  kind: index < 7 ? 'public' : index < 9 ? 'private' : null,
  near: index === 0 ? [{ name: 'Stop', lat: 22.2, lng: 113.6 }] : [],
}))
const CELLS = ROWS.map(({ spaces, kind }) => new Map(Object.entries({ spaces, kind })))
const MARKS = findMarks(ROWS)

const groupBy = (chosen: AnswerColumn | null) =>
  groupMarks(MARKS, CELLS, chosen, 'not known', (list) => list ?? 'Car parks')

describe('the colours of a map', () => {
  it('tell rows from what is listed in them, where no column is chosen', () => {
    expect(groupBy(null).groups.map(({ label, count }) => [label, count])).toEqual([
      ['Car parks', 10],
      ['near', 1],
    ])
  })

  it('are steps with about as many rows in each, whatever a few large values are', () => {
    const { groups, ofMarks } = groupBy(SPACES)
    expect(groups.map(({ label, count }) => [label, count])).toEqual([
      ['1', 1],
      ['2 – 3', 2],
      ['4 – 5', 2],
      ['6 – 7', 2],
      ['8 – 900', 2],
      ['not known', 1],
      ['near', 1],
    ])
    expect(ofMarks.slice(0, 3)).toEqual([0, 1, 1])
    expect(new Set(groups.map(({ colour }) => colour)).size).toBe(groups.length)
  })

  it('are those of values, the most frequent first', () => {
    expect(groupBy(KIND).groups.map(({ label, count }) => [label, count])).toEqual([
      ['public', 7],
      ['private', 2],
      ['not known', 1],
      ['near', 1],
    ])
  })

  it('are offered for columns with a few values, and not for names that all differ', () => {
    const names = column('name', 'name')
    const cells = CELLS.map((row, index) => new Map([...row, ['name', `Car park ${index}`]]))
    expect(findCategories(cells, [names, KIND, SPACES])).toEqual([KIND])
  })
})
