import { array, assert as assertAlways, integer, nat, oneof, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recoverByElimination, possibleRanges } from './suppressionAttack.ts'
import { SMALLEST_PUBLISHED, suppressTable, tableWithTotals } from './suppression.ts'

const tables = record({ rows: integer({ min: 1, max: 6 }), columns: integer({ min: 1, max: 6 }) }).chain(
  ({ rows, columns }) =>
    array(array(oneof(nat(6), nat(40)), { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
)

describe('suppressTable', () => {
  it('publishes a table without small numbers as it is', () => {
    const counts = [
      [12, 30],
      [7, 9],
    ]
    expect(suppressTable(counts)).toEqual({
      cells: counts,
      rowTotals: [42, 16],
      columnTotals: [19, 39],
      total: 58,
    })
  })

  it('withholds with a small cell the three others of a rectangle, so that all sums can stay', () => {
    const counts = [
      [2, 30, 11],
      [7, 9, 40],
      [50, 60, 70],
    ]
    expect(suppressTable(counts)).toEqual({
      cells: [
        [null, null, 11],
        [null, null, 40],
        [50, 60, 70],
      ],
      rowTotals: [43, 56, 180],
      columnTotals: [59, 99, 121],
      total: 279,
    })
  })

  it('leaves the total alone where so few are counted that every number would give another away', () => {
    const none = [null, null]
    expect(
      suppressTable([
        [0, 1],
        [1, 0],
      ]),
    ).toEqual({ cells: [none, none], rowTotals: none, columnTotals: none, total: 2 })
    expect(suppressTable([[3]])).toEqual({
      cells: [[null]],
      rowTotals: [null],
      columnTotals: [null],
      total: null,
    })
  })

  it('publishes a table in which nobody was counted', () => {
    expect(suppressTable([[0, 0]])).toEqual(tableWithTotals([[0, 0]]))
  })

  it('never publishes a cell or a sum below five', () => {
    assertAlways(
      property(tables, (counts) => {
        const { cells, rowTotals, columnTotals, total } = suppressTable(counts)
        const published = [...cells.flat(), ...rowTotals, ...columnTotals].filter((value) => value !== null)
        expect(total === 0 || published.every((value) => value >= SMALLEST_PUBLISHED)).toBe(true)
      }),
    )
  })

  it('withholds so much that linear reasoning over rows, columns and totals recovers nothing', () => {
    assertAlways(
      property(tables, (counts) => {
        expect(recoverByElimination(suppressTable(counts))).toEqual([])
      }),
    )
  })

  it('leaves six values possible for each withheld number, or as many as the total allows', () => {
    assertAlways(
      property(tables, (counts) => {
        const published = suppressTable(counts)
        const least = Math.min(SMALLEST_PUBLISHED, published.total ?? SMALLEST_PUBLISHED)
        for (const { lowest, highest } of possibleRanges(published, counts))
          expect(highest - lowest).toBeGreaterThanOrEqual(least)
      }),
    )
  })
})

describe('the attack that the tests make', () => {
  const naive = {
    cells: [
      [null, 30],
      [7, 9],
    ],
    rowTotals: [32, 16],
    columnTotals: [9, 39],
    total: 48,
  }

  it('recovers a small cell that alone is withheld', () => {
    expect(recoverByElimination(naive)).toEqual([{ row: 0, column: 0, value: 2 }])
    expect(
      possibleRanges(naive, [
        [2, 30],
        [7, 9],
      ]),
    ).toEqual([{ row: 0, column: 0, lowest: 2, highest: 2 }])
  })

  it('narrows small cells that are withheld with small cells only', () => {
    const counts = [
      [1, 0, 50],
      [0, 1, 60],
    ]
    const published = {
      ...tableWithTotals(counts),
      cells: [
        [null, null, 50],
        [null, null, 60],
      ],
    }
    expect(recoverByElimination(published)).toEqual([])
    expect(possibleRanges(published, counts).map(({ lowest, highest }) => [lowest, highest])).toEqual([
      [0, 1],
      [0, 1],
      [0, 1],
      [0, 1],
    ])
  })
})
