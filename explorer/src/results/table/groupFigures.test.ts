import { describe, expect, it } from 'vitest'
import type { AnswerColumn } from '../../format/columns.ts'
import type { Cell } from '../../../../kit/tables/rows.ts'
import { figuresOfGroup } from './groupFigures.ts'

function column(name: string, field: Partial<AnswerColumn['field']>, isOwn = true): AnswerColumn {
  const usual = { typeName: 'Int', unit: '', addsUp: false, isList: false, isThing: false, fields: [] }
  return {
    name,
    path: [name],
    head: name,
    isOwn,
    field: { key: name, coordinate: name, kind: 'number', ...usual, ...field },
  }
}

const ROOMS = column('rooms', { addsUp: true })

/** The figures of rows with these cells; of each its row of the list, where it is not its own. */
function tell(
  of: AnswerColumn,
  cells: readonly (Cell | undefined)[],
  rows: readonly number[] = [...cells.keys()],
) {
  const group = cells.map((cell, index) => ({
    cells: new Map(cell === undefined ? [] : [[of.name, cell]]),
    at: { row: rows[index] ?? 0, within: [] },
  }))
  return figuresOfGroup(group, [of]).map((figure) =>
    figure.kind === 'total' ? [figure.total, figure.unknown] : [`${figure.low}–${figure.high}`],
  )
}

describe('what the rows of a group say together', () => {
  it.each([
    ['of a count the total', ROOMS, [[1_060, 0]]],
    ['of all else the lowest and the highest', column('stars', {}), [['160–900']]],
    ['of a share the same', column('rate', { kind: 'share' }), [['160–900']]],
    ['of a year the same', column('year', { kind: 'year' }), [['160–900']]],
    ['of a count of another thing the same', column('population', { addsUp: true }, false), [['160–900']]],
    ['of a coordinate nothing', column('lat', { kind: 'degrees' }), []],
    ['of an id nothing', column('heritageId', { kind: 'id' }), []],
    ['of lists nothing', column('months', { isList: true }), []],
  ])('is %s', (_what, of, expected) => {
    expect(tell(of, [900, 160])).toEqual(expected)
  })

  it('says of how many things a number is not known', () => {
    expect(tell(ROOMS, [900, null, undefined])).toEqual([[900, 2]])
    expect(tell(column('stars', {}), [5, null])).toEqual([['5–5']])
  })

  it('is nothing where no number is known', () => {
    expect(tell(ROOMS, [null, null])).toEqual([])
  })

  it('counts a thing once of which lists are opened', () => {
    expect(tell(ROOMS, [900, 900, 900, 160], [0, 0, 0, 1])).toEqual([[1_060, 0]])
  })
})
