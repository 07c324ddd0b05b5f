import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Row } from '../../../../kit/tables/rows.ts'

vi.stubGlobal('navigator', { languages: ['en'] })
vi.stubGlobal('document', { documentElement: {} })

const { layColumns, valueAt } = await import('../../format/columns.ts')
const { guessAnswerFields } = await import('../../format/guessAnswerFields.ts')
const { nameInGraph } = await import('../../format/names.ts')
const { plainValue } = await import('../../format/values.ts')
const { language } = await import('../../language/language.ts')
const { chooseView, findChartShape } = await import('../shape.ts')
const { chooseChart } = await import('./chartChoice.ts')
const { layChart } = await import('./layChart.ts')
const { formatTicks } = await import('./timeTicks.ts')

type Asked = Parameters<typeof chooseChart>[1]

const NOTHING: Asked = { x: null, y: null, colour: null, facet: null, mark: null }

function read(rows: readonly unknown[]) {
  const columns = layColumns(guessAnswerFields(rows), nameInGraph)
  const cells: readonly Row[] = rows.map(
    (row) =>
      new Map(
        columns.map(({ name, path, field }) => {
          const value = plainValue(valueAt(row, path), field)
          return [name, typeof value === 'number' || typeof value === 'string' ? value : null]
        }),
      ),
  )
  return { cells, shape: findChartShape(cells, columns) }
}

function choose(rows: readonly unknown[], asked: Partial<Asked> = {}) {
  const choice = chooseChart(read(rows).shape, { ...NOTHING, ...asked })
  return (
    choice && {
      x: choice.x?.name,
      ys: choice.ys.map(({ name }) => name),
      colour: choice.colour?.name,
      facet: choice.facet?.name,
      mark: choice.mark,
    }
  )
}

function lay(rows: readonly unknown[], asked: Partial<Asked> = {}) {
  const { cells, shape } = read(rows)
  const choice = chooseChart(shape, { ...NOTHING, ...asked })
  if (choice === null) throw new Error('There is an amount to draw.')
  return layChart(cells, choice)
}

const monthly = (months: readonly string[], more: object = {}) =>
  months.map((month, index) => ({ month, arrivals: 100 + index, ...more }))
const YEARS = [2018, 2019, 2020, 2022].map((year) => ({ year, arrivals: year * 10_000, companies: 3 }))
const AREAS = ['sé', 'taipa'].flatMap((area) =>
  monthly(['2026-01', '2026-02', '2026-03'], { area, kind: 'land' }),
)
const HOTELS = [
  { name: { en: 'Lisboa' }, rooms: 900, rate: 1200.5 },
  { name: { en: 'Lisboa' }, rooms: 300, rate: 800 },
  { name: { en: 'Riviera' }, rooms: 160, rate: null },
]

afterAll(() => vi.unstubAllGlobals())
beforeEach(() => {
  language.value = 'en'
})

describe('what a chart is drawn from', () => {
  it('is an amount along time, and never the years', () => {
    expect(choose(YEARS)).toEqual({
      x: 'year',
      ys: ['arrivals'],
      colour: undefined,
      facet: undefined,
      mark: 'line',
    })
  })

  it('is a colour for each group where several rows tell of one time', () => {
    expect(choose(AREAS)).toMatchObject({ x: 'month', ys: ['arrivals'], colour: 'area', mark: 'line' })
    const { cells, shape } = read(AREAS)
    expect(chooseView(AREAS, cells, shape)).toBe('chart')
  })

  it('is what an address asks for, as far as there is such a column', () => {
    const asked = { y: 'companies,arrivals,__proto__', x: 'nonsense', mark: 'bars' }
    expect(choose(YEARS, asked)).toMatchObject({ x: 'year', ys: ['arrivals', 'companies'], mark: 'bars' })
    expect(choose(AREAS, { facet: 'area' })).toMatchObject({ colour: undefined, facet: 'area', mark: 'line' })
    expect(choose(AREAS, { colour: '' })).toMatchObject({ colour: undefined, mark: 'dots' })
  })

  it('is bars for things without an order, and no line whatever an address asks', () => {
    expect(choose(HOTELS, { mark: 'line' })).toMatchObject({ x: 'name', ys: ['rooms'], mark: 'bars' })
  })

  it('is dots for one amount along another', () => {
    expect(choose(HOTELS, { x: 'rooms', y: 'rate' })).toMatchObject({
      x: 'rooms',
      ys: ['rate'],
      mark: 'dots',
    })
  })

  it('is an order of months or hours as a line, and these are no amounts', () => {
    const normals = [1, 2, 3, 4].map((month) => ({ month, rain: month * 20 }))
    expect(choose(normals)).toMatchObject({ x: 'month', ys: ['rain'], mark: 'line' })
  })

  it('is nothing where there is no amount', () => {
    expect(choose([{ id: 'a' }, { id: 'b' }])).toBeNull()
  })
})

describe('a chart', () => {
  it('has a gap wherever a month is missing, and where an amount is not known', () => {
    const rows = [
      ...monthly(['2025-11', '2025-12', '2026-03', '2026-04']),
      { month: '2026-05', arrivals: null },
    ]
    const [panel] = lay(rows).panels
    expect(panel?.points.map(({ label, value }) => [label, value])).toEqual([
      ['Nov 2025', 100],
      ['Dec 2025', 101],
      ['', null],
      ['Mar 2026', 102],
      ['Apr 2026', 103],
      ['May 2026', null],
    ])
  })

  it('has no gap between a month of 28 days and one of 31', () => {
    const months = Array.from({ length: 12 }, (_, index) => `2026-${String(index + 1).padStart(2, '0')}`)
    expect(lay(monthly(months)).panels[0]?.points).toHaveLength(12)
  })

  it('puts rows in the order of time, whatever order they come in', () => {
    const labels = lay(YEARS.toReversed()).panels[0]?.points.map(({ label }) => label)
    expect(labels).toEqual(['2018', '2019', '2020', '', '2022'])
  })

  it('tells times by the clock of Macao', () => {
    const rows = ['2026-11-22T16:00:00Z', '2026-11-23T01:00:00+08:00'].map((observedAt, level) => ({
      observedAt,
      water: level,
    }))
    const [point] = lay(rows).panels[0]?.points ?? []
    expect(point && new Date(point.along).toISOString()).toBe('2026-11-23T00:00:00.000Z')
    expect(point?.label).toBe('23 Nov 2026, 00:00')
  })

  it('has one line for each group, with its words', () => {
    const { series, panels } = lay(AREAS)
    expect(series).toEqual(['sé', 'taipa'])
    expect(panels[0]?.points.filter(({ series: name }) => name === 'taipa')).toHaveLength(3)
  })

  it('has a place of its own for each row of one name, and of what is not known no bar', () => {
    const { categories, panels } = lay(HOTELS, { y: 'rate' })
    expect(categories.map(({ label }) => label)).toEqual(['Lisboa', 'Lisboa', 'Riviera'])
    expect(panels[0]?.points.map(({ along, value }) => [along, value])).toEqual([
      [0, 1200.5],
      [1, 800],
      [2, null],
    ])
  })

  it('has one place for a name of which colours tell the rows apart', () => {
    const rows = [2011, 2021].flatMap((census) =>
      ['sé', 'taipa'].map((area) => ({ area, census: String(census), people: census })),
    )
    const { categories, series } = lay(rows, { x: 'area', colour: 'census' })
    expect([categories.map(({ label }) => label), series]).toEqual([
      ['sé', 'taipa'],
      ['2011', '2021'],
    ])
  })

  it('has in each panel the names of that panel alone', () => {
    const rows = ['land', 'land', 'island'].map((kind, index) => ({ id: `a${index}`, kind, people: index }))
    expect(lay(rows, { facet: 'kind' }).categories).toEqual([
      { label: 'a0', along: 0, facet: 'land' },
      { label: 'a1', along: 1, facet: 'land' },
      { label: 'a2', along: 0, facet: 'island' },
    ])
  })

  it('says of what the numbers are that colours tell apart', () => {
    const rows = [4, 4, 4, 5, 5, 5].map((stars, index) => ({ id: `h${index}`, rooms: index * 100, stars }))
    expect(lay(rows, { colour: 'stars' }).series).toEqual(['Stars: 4', 'Stars: 5'])
  })

  it('says of how many rows it draws how many', () => {
    const rows = Array.from({ length: 5_000 }, (_, index) => ({ id: `s${index}`, stops: index }))
    expect(lay(rows)).toMatchObject({ shown: 400, all: 5_000 })
  })

  it('has a scale for each unit', () => {
    const { cells, shape } = read(YEARS)
    const choice = chooseChart(shape, { ...NOTHING, y: 'arrivals,companies' })
    const [x, first, second] = [choice?.x, ...(choice?.ys ?? [])]
    if (!choice || !x || !first || !second) throw new Error('Two amounts are chosen.')
    const inMop = { ...second, field: { ...second.field, unit: 'MOP' } }
    expect(layChart(cells, choice).panels.map(({ title }) => title)).toEqual(['Arrivals, Companies'])
    expect(layChart(cells, { ...choice, ys: [first, inMop] }).panels.map(({ title }) => title)).toEqual([
      'Arrivals',
      'Companies (MOP)',
    ])
  })
})

describe('times beside an axis', () => {
  const at = (...texts: readonly string[]) => formatTicks(texts.map((text) => Date.parse(text)))

  it.each([
    ['en', ['2024', '2025']],
    ['pt', ['2024', '2025']],
    ['zh', ['2024年', '2025年']],
  ] as const)('are years alone where they are years, in %s', (code, expected) => {
    language.value = code
    expect(at('2024-01-01', '2025-01-01')).toEqual(expected)
  })

  it('tell each year once, below the first of its months', () => {
    expect(at('2024-10-01', '2024-11-01', '2025-01-01', '2025-02-01')).toEqual([
      'Oct\n2024',
      'Nov',
      'Jan\n2025',
      'Feb',
    ])
  })

  it('tell hours, and each day once', () => {
    expect(at('2026-11-22T18:00Z', '2026-11-23T00:00Z', '2026-11-23T06:00Z')).toEqual([
      '18:00\n22 Nov',
      '00:00\n23 Nov',
      '06:00',
    ])
  })
})
