import { describe, expect, it } from 'vitest'
import { guessAnswerFields } from '../../format/guessAnswerFields.ts'
import { isRecord } from '../../graph/isRecord.ts'
import { findInnerLists, openRows } from './openRows.ts'

const ROWS = [
  {
    id: 'mam',
    place: {
      stops: [
        { id: 'M1', routes: [{ id: '1' }, { id: '2' }] },
        { id: 'M2', routes: [] },
      ],
    },
    lines: [{ id: 'L' }],
  },
  { id: 'none', place: { stops: [] }, lines: [] },
  { id: 'nowhere', place: null, lines: null },
]
const FIELDS = guessAnswerFields(ROWS)

const WAYS = ['id', 'place.stops.id', 'place.stops.routes.id', 'lines.id']

/** Each row as its ids: of itself, of its stop, its route, its line. */
function open(...opened: readonly string[]) {
  const idAt = (row: unknown, way: string) =>
    way.split('.').reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), row)
  return openRows(ROWS, opened).map(({ row }) => WAYS.map((way) => idAt(row, way)))
}

describe('lists within rows', () => {
  it('are found, each by its way, and those within once theirs is opened', () => {
    expect(findInnerLists(FIELDS)).toEqual(['place.stops', 'lines'])
    expect(findInnerLists(FIELDS, new Set(['place.stops']))).toEqual([
      'place.stops',
      'place.stops.routes',
      'lines',
    ])
  })

  it('become a row for each item, and a row without any stays', () => {
    expect(open('place.stops')).toEqual([
      ['mam', 'M1', undefined, undefined],
      ['mam', 'M2', undefined, undefined],
      ['none', undefined, undefined, undefined],
      ['nowhere', undefined, undefined, undefined],
    ])
  })

  it('stand one after the other where several are opened, and never side by side', () => {
    expect(open('place.stops', 'lines')).toEqual([
      ['mam', 'M1', undefined, undefined],
      ['mam', 'M2', undefined, undefined],
      ['mam', undefined, undefined, 'L'],
      ['none', undefined, undefined, undefined],
      ['nowhere', undefined, undefined, undefined],
    ])
  })

  it('open within each other', () => {
    expect(open('place.stops.routes', 'place.stops').slice(0, 3)).toEqual([
      ['mam', 'M1', '1', undefined],
      ['mam', 'M1', '2', undefined],
      ['mam', 'M2', undefined, undefined],
    ])
  })

  it('say which item of which row each is', () => {
    expect(openRows(ROWS, ['place.stops', 'place.stops.routes']).map(({ at }) => at)).toEqual([
      {
        row: 0,
        within: [
          { list: 'place.stops', item: 0 },
          { list: 'routes', item: 0 },
        ],
      },
      {
        row: 0,
        within: [
          { list: 'place.stops', item: 0 },
          { list: 'routes', item: 1 },
        ],
      },
      { row: 0, within: [{ list: 'place.stops', item: 1 }] },
      { row: 1, within: [] },
      { row: 2, within: [] },
    ])
  })

  it('stay as they are until one is opened', () => {
    expect(openRows(ROWS, []).map(({ row }) => row)).toEqual(ROWS)
  })
})
