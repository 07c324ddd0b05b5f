import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Row } from '../../../../kit/tables/rows.ts'
import type { TableTexts } from './tableChoice.ts'

vi.stubGlobal('navigator', { languages: ['en'] })
vi.stubGlobal('document', { documentElement: {} })

const { layColumns, valueAt } = await import('../../format/columns.ts')
const { guessAnswerFields } = await import('../../format/guessAnswerFields.ts')
const { nameInGraph } = await import('../../format/names.ts')
const { plainValue } = await import('../../format/values.ts')
const { language } = await import('../../language/language.ts')
const { buildTable, chooseState, describeColumns } = await import('./buildTable.ts')
const { findWidths, growToFit } = await import('./columnWidths.ts')
const { parseFilter } = await import('./filter.ts')
const { arrange, readTableChoice, takePlace, toggle, writeFilters, writeList, writeOrder, writeSequence } =
  await import('./tableChoice.ts')

const HOTELS = [
  { id: 'lisboa', name: { zh: '葡京', en: 'Lisboa' }, area: 'Sé', rooms: 900, rate: 0.875, green: true },
  { id: 'riviera', name: { zh: '濠璟', en: 'Riviera' }, area: 'Sé', rooms: 160, rate: null, green: false },
  { id: 'h10', name: { zh: '十號', en: 'Hotel 10' }, area: 'Taipa', rooms: null, rate: 0.5, green: null },
  { id: 'h9', name: { zh: '九號', en: 'Hotel 9' }, area: 'Taipa', rooms: 2_400, rate: 0.25, green: true },
]
const COLUMNS = layColumns(guessAnswerFields(HOTELS), nameInGraph)
const CELLS: readonly Row[] = HOTELS.map(
  (row) =>
    new Map(
      COLUMNS.map(({ name, path, field }) => {
        const value = plainValue(valueAt(row, path), field)
        return [
          name,
          typeof value === 'string' || typeof value === 'number' || value === true || value === false
            ? value
            : null,
        ]
      }),
    ),
)
const NOTHING: TableTexts = {
  sort: null,
  group: null,
  columns: null,
  hide: null,
  pin: null,
  where: null,
  find: null,
}

function lay(texts: Partial<TableTexts>) {
  const choice = readTableChoice(
    { ...NOTHING, ...texts },
    COLUMNS.map(({ name }) => name),
  )
  return buildTable({
    ...describeColumns(COLUMNS),
    data: CELLS.map((cells, row) => ({ cells, at: { row, within: [] } })),
    state: { ...chooseState(choice, COLUMNS), expanded: true },
  })
}

/** The ids of the rows as they stand; of the head of a group its value and how many it is over. */
function rowsOf(texts: Partial<TableTexts>) {
  return lay(texts)
    .getRowModel()
    .rows.map((row) =>
      row.getIsGrouped()
        ? `${String(row.groupingValue)} ×${row.subRows.length}`
        : row.original.cells.get('id'),
    )
}

afterAll(() => vi.unstubAllGlobals())
beforeEach(() => {
  language.value = 'en'
})

describe('a table', () => {
  it.each([
    ['numbers by their size, what is not known last', 'rooms', ['riviera', 'lisboa', 'h9', 'h10']],
    ['what is not known last downwards too', '-rooms', ['h9', 'lisboa', 'riviera', 'h10']],
    [
      'names as in a dictionary, with the numbers in them by their size',
      'name',
      ['h9', 'h10', 'lisboa', 'riviera'],
    ],
    ['nothing by a column that there is not', 'constructor', ['lisboa', 'riviera', 'h10', 'h9']],
  ])('orders %s', (_what, sort, expected) => {
    expect(rowsOf({ sort })).toEqual(expected)
  })

  it.each([
    ['any column that says it', { find: ' LISB' }, ['lisboa']],
    ['what the graph itself has, though it is read otherwise', { find: '0.875' }, ['lisboa']],
    ['a column alone', { where: 'area=taipa' }, ['h10', 'h9']],
    ['several columns together', { where: 'area=taipa&rooms=%3E100' }, ['h9']],
    ['and orders what it finds', { where: 'green=yes', sort: '-rooms' }, ['h9', 'lisboa']],
    ['no column that there is not', { where: 'toString=x' }, ['lisboa', 'riviera', 'h10', 'h9']],
  ])('filters by %s', (_what, texts, expected) => {
    expect(rowsOf(texts)).toEqual(expected)
  })

  it('groups rows of one value, ordered within, with what is not known as a group of its own', () => {
    expect(rowsOf({ group: 'area', sort: 'rooms' })).toEqual([
      'Sé ×2',
      'riviera',
      'lisboa',
      'Taipa ×2',
      'h9',
      'h10',
    ])
    expect(rowsOf({ group: 'green' })).toEqual([
      'true ×2',
      'lisboa',
      'h9',
      'false ×1',
      'riviera',
      'null ×1',
      'h10',
    ])
  })

  it('groups within groups', () => {
    expect(rowsOf({ group: 'area,green', find: 'h9' })).toEqual(['Taipa ×1', 'true ×1', 'h9'])
  })

  it('hides columns, and puts pinned ones first', () => {
    const table = lay({ hide: 'id,rate', pin: 'rooms' })
    expect(table.getHeaderGroups()[0]?.headers.map(({ column }) => column.id)).toEqual([
      'rooms',
      'name',
      'area',
      'green',
    ])
    expect(table.getColumn('rooms')?.getIsPinned()).toBe('start')
  })
})

describe('a filter', () => {
  const test = (text: string, name: string) => {
    const column = COLUMNS.find((one) => one.name === name)
    const matches = column && parseFilter(text, column.field)
    return HOTELS.filter((_, index) => matches?.(CELLS[index]?.get(name))).map(({ id }) => id)
  }

  it.each([
    ['> 900', ['h9']],
    ['>=900', ['lisboa', 'h9']],
    ['<900', ['riviera']],
    ['≤ 160', ['riviera']],
    ['= 160', ['riviera']],
    ['100..1000', ['lisboa', 'riviera']],
    ['900–2400', ['lisboa', 'h9']],
    ['2,4', ['h9']],
    ['', ['lisboa', 'riviera', 'h10', 'h9']],
    ['>', []],
  ])('of numbers reads %j', (text, expected) => {
    expect(test(text, 'rooms')).toEqual(expected)
  })

  it('of words is a part of them, whatever it looks like', () => {
    expect(test('hotel', 'name')).toEqual(['h10', 'h9'])
    expect(test('> 9', 'name')).toEqual([])
  })

  it('of a share is in percent, as it is read', () => {
    const [column] = layColumns(
      guessAnswerFields([{ rate: 0.5 }]).map((field) => ({ ...field, kind: 'share' as const })),
      nameInGraph,
    )
    const above = column && parseFilter('> 60%', column.field)
    expect([0.875, 0.5].map((rate) => above?.(rate))).toEqual([true, false])
  })
})

describe('how a table is laid out', () => {
  it('is written as it is read', () => {
    const names = COLUMNS.map(({ name }) => name)
    const filters = new Map([
      ['name', 'a&b=c, "d"'],
      ['rooms', '>100'],
    ])
    const texts = {
      sort: writeOrder({ column: 'rooms', down: true }),
      group: writeList(['area', 'green']),
      columns: writeSequence(['rooms', 'id', 'name', 'area', 'rate', 'green'], names),
      hide: writeList([]),
      pin: writeList(['name']),
      where: writeFilters(filters),
      find: null,
    }
    expect(readTableChoice(texts, names)).toEqual({
      order: { column: 'rooms', down: true },
      groups: ['area', 'green'],
      sequence: ['rooms'],
      hidden: [],
      pinned: ['name'],
      filters,
      find: '',
    })
  })

  it.each([
    ['d', 'b', 'adbc', 'a,d'],
    ['a', 'c', 'bcad', 'b,c'],
    ['a', 'b', 'bacd', 'b'],
    ['a', 'a', 'abcd', null],
    ['x', 'a', 'abcd', null],
    ['a', 'x', 'abcd', null],
  ])('lets %s take the place of %s, and writes as few names as tell it', (moved, of, expected, written) => {
    const names = ['a', 'b', 'c', 'd']
    const arranged = takePlace(names, moved, of)
    expect(arranged.join('')).toBe(expected)
    expect(writeSequence(arranged, names)).toBe(written)
    expect(arrange(names, written?.split(',') ?? [])).toEqual(arranged)
  })

  it('puts a name in and takes it out', () => {
    expect(toggle(['a'], 'b')).toEqual(['a', 'b'])
    expect(toggle(['a', 'b'], 'a')).toEqual(['b'])
  })
})

describe('the width of a column', () => {
  const measure = (text: string) => text.length * 10

  it('is what its head and its values want, within bounds', () => {
    const rows = [new Map([['name', 'x'.repeat(100)]])]
    const widths = findWidths(COLUMNS, rows, measure)
    expect(widths.name).toBe(340)
    expect(widths.id).toBe(Math.round(20 * 1.07 + 68))
  })

  it('grows with the room, but not where the reader has set it, and not beyond measure', () => {
    const widths = { a: 100, b: 100, c: 100 }
    expect(growToFit(widths, { c: 50 }, ['a', 'b', 'c'], 290)).toEqual({ a: 120, b: 120, c: 50 })
    expect(growToFit(widths, {}, ['a', 'b', 'c'], 9_000)).toEqual({ a: 170, b: 170, c: 170 })
    expect(growToFit(widths, {}, ['a', 'b', 'c'], 200)).toEqual(widths)
  })
})
