import { readFileSync } from 'node:fs'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { buildSchema } from 'graphql'
import type { AnswerField } from './answerField.ts'

vi.stubGlobal('navigator', { languages: ['en'] })
vi.stubGlobal('document', { documentElement: {} })

const { columnsInUse, fieldsOfList, layColumns, valueAt } = await import('./columns.ts')
const { englishName } = await import('./englishName.ts')
const { guessAnswerFields } = await import('./guessAnswerFields.ts')
const { readAnswerFields } = await import('./readAnswerFields.ts')
const { formatValue, splitUnit, textOfName } = await import('./values.ts')
const { nameInGraph } = await import('./names.ts')
const { loadAllNames } = await import('../graph/names/names.ts')
const { language } = await import('../language/language.ts')

const SCHEMA = buildSchema(readFileSync(new URL('../../../schema/api.graphql', import.meta.url), 'utf8'), {
  assumeValidSDL: true,
})

function read(query: string, ...path: readonly string[]): readonly AnswerField[] {
  const root = readAnswerFields(SCHEMA, { query, variables: {} }) ?? []
  return fieldsOfList(root, path) ?? []
}

function headsOf(fields: readonly AnswerField[], ...opened: readonly string[]): readonly string[] {
  return layColumns(fields, nameInGraph, new Set(opened)).map(({ head }) => head)
}

afterAll(() => vi.unstubAllGlobals())
beforeEach(() => {
  language.value = 'en'
})

const MUSEUMS = `{ museums { nodes {
  id
  name { zh pt en }
  place { lat nearbyCarParks { metres carPark { id name { en } freeSpaces { cars } occupancyRate } } }
  area { id name { en } population }
} pageInfo { hasNextPage } } }`

describe('a number', () => {
  const addsUp = (query: string, ...path: readonly string[]) => {
    const listed = (fields: readonly AnswerField[]): readonly string[] =>
      fields.flatMap((field) => [...(field.addsUp ? [field.coordinate] : []), ...listed(field.fields)])
    return listed(read(query, ...path))
  }

  it.each([
    ['is one of beds', '{ hospitals { nodes { beds } } }', ['hospitals', 'nodes'], ['Hospital.beds']],
    [
      'is one of rooms, and no rank',
      '{ hotels { nodes { stars roomsLicensed } } }',
      ['hotels', 'nodes'],
      ['Hotel.roomsLicensed'],
    ],
    [
      'is one of spaces, and no share or height',
      '{ carParks { nodes { heightLimitMetres occupancyRate freeSpaces { cars } } } }',
      ['carParks', 'nodes'],
      ['FreeSpaces.cars'],
    ],
    [
      'is not of areas of which one lies within another',
      '{ administrativeAreas { population } }',
      ['administrativeAreas'],
      [],
    ],
    [
      'is no length of a list',
      '{ museums { totalCount nodes { area { busStops { totalCount } } } } }',
      [],
      [],
    ],
    ['is not of one thing at several times', '{ carPark(id: "1") { history { freeCars } } }', [], []],
    ['is no fee', '{ museums { nodes { feeMop } } }', ['museums', 'nodes'], []],
  ] as const)('has a sum where it counts things: it %s', (_what, query, path, expected) => {
    expect(addsUp(query, ...path)).toEqual(expected)
  })

  it('that is called an id is one', () => {
    const [field] = read('{ monuments { nodes { worldHeritageId } } }', 'monuments', 'nodes')
    expect(field?.kind).toBe('id')
  })
})

describe('heads of columns', () => {
  it('are the words of the graph, and never a path', () => {
    expect(headsOf(read(MUSEUMS, 'museums', 'nodes'))).toEqual([
      'ID',
      'Name',
      'Latitude',
      'Nearby car parks',
      'Area: ID',
      'Area',
      'Area: population',
    ])
  })

  it('of a list that is opened are those of its items', () => {
    expect(headsOf(read(MUSEUMS, 'museums', 'nodes'), 'place.nearbyCarParks').slice(3, 8)).toEqual([
      'Nearby car park: distance (m)',
      'Car park: ID',
      'Car park',
      'Car park: free spaces: cars',
      'Car park: occupancy rate',
    ])
  })

  it.each([
    ['pt', ['Nome', 'Latitude', 'Lugares livres: lugares para automóveis']],
    ['zh', ['名稱', '緯度', '空置泊位：輕型車泊位']],
  ] as const)('are in the language of a reader of %s', async (code, expected) => {
    await loadAllNames()
    language.value = code
    const fields = read(
      '{ carParks { nodes { name { en } place { lat } freeSpaces { cars } } } }',
      'carParks',
      'nodes',
    )
    expect(headsOf(fields)).toEqual(expected)
  })

  it('that are the same are told apart by the keys of the question', () => {
    const fields = read('{ museums { nodes { a: id b: id } } }', 'museums', 'nodes')
    expect(headsOf(fields)).toEqual(['ID (a)', 'ID (b)'])
  })

  it('are there before the schema, from the answer itself', () => {
    const rows = [{ name: { zh: '甲', pt: null, en: 'A' }, place: { lat: 22.19758 }, year: 2022, open: true }]
    const columns = columnsInUse(layColumns(guessAnswerFields(rows), nameInGraph), rows)
    const shown = columns.map(({ head, path, field }) => [head, formatValue(valueAt(rows[0], path), field)])
    expect(shown).toEqual([
      ['Name', 'A'],
      ['Latitude', '22.19758'],
      ['Year', '2022'],
      ['Open', 'yes'],
    ])
  })
})

describe('values', () => {
  const kinds = (query: string, ...path: readonly string[]) =>
    Object.fromEntries(read(query, ...path).map((field) => [field.key, field]))

  it.each([
    [
      '{ visitorArrivals { yearly(last: 1) { year arrivals } } }',
      ['visitorArrivals', 'yearly'],
      'year',
      2022,
      '2022',
    ],
    [
      '{ visitorArrivals { yearly(last: 1) { year arrivals } } }',
      ['visitorArrivals', 'yearly'],
      'arrivals',
      39406181,
      '39,406,181',
    ],
    [
      '{ visitorArrivals { monthly(last: 1) { month } } }',
      ['visitorArrivals', 'monthly'],
      'month',
      '2026-05',
      'May 2026',
    ],
    ['{ carParks { nodes { occupancyRate } } }', ['carParks', 'nodes'], 'occupancyRate', 0.875, '87.5%'],
    [
      '{ emergencyDepartments { observedAt } }',
      ['emergencyDepartments'],
      'observedAt',
      '2026-11-22T14:20:00+08:00',
      '22 Nov 2026, 14:20',
    ],
    ['{ emergencyDepartments { stale } }', ['emergencyDepartments'], 'stale', false, 'no'],
    [
      '{ emergencyDepartments { waitStatus } }',
      ['emergencyDepartments'],
      'waitStatus',
      'VERY_BUSY',
      'Very busy',
    ],
    ['{ attractions { nodes { category } } }', ['attractions', 'nodes'], 'category', null, ''],
    ['{ busStops { nodes { id } } }', ['busStops', 'nodes'], 'id', '2022', '2022'],
  ] as const)('of %s at %j: %s %j reads %s', (query, path, key, value, expected) => {
    const field = kinds(query, ...path)[key]
    expect(field && formatValue(value, field)).toBe(expected)
  })

  it('keep every digit of a coordinate', () => {
    const { place } = kinds('{ carParks { nodes { place { lat lng } } } }', 'carParks', 'nodes')
    expect(place?.fields.map((field) => formatValue(113.54085, field))).toEqual(['113.54085', '113.54085'])
  })

  it('of enums are in the language of the reader', async () => {
    await loadAllNames()
    const { waitStatus } = kinds('{ emergencyDepartments { waitStatus } }', 'emergencyDepartments')
    const texts = (['zh', 'pt', 'en'] as const).map((code) => {
      language.value = code
      return waitStatus && formatValue('VERY_BUSY', waitStatus)
    })
    expect(texts).toEqual(['非常繁忙', 'Muito cheia', 'Very busy'])
  })

  it('of a text in three languages are the reader’s, or what there is', () => {
    language.value = 'pt'
    expect([
      textOfName({ zh: '博物館', pt: 'Museu', en: 'Museum' }),
      textOfName({ zh: '博物館', pt: null }),
      textOfName({ best: { text: 'Museum' } }),
      textOfName(null),
    ]).toEqual(['Museu', '博物館', 'Museum', ''])
  })
})

it.each([
  ['CarPark.heightLimitMetres', 'height limit (m)'],
  ['EmergencyDepartment.waitMinutesAvg', 'wait avg (min)'],
  ['AdministrativeArea.landAreaKm2', 'land area (km²)'],
  ['Wind.windSpeedKmh', 'wind speed (km/h)'],
  ['NearbyStop.metres', 'distance (m)'],
  ['NearbyCarPark', 'nearby car park'],
  ['StarClass.FIVE_STAR_DELUXE', 'five star deluxe'],
  ['CompassPoint.NNE', 'NNE'],
])('%s is called %s', (coordinate, expected) => {
  expect(englishName(coordinate)).toBe(expected)
})

it.each([
  ['Distance (m)', { label: 'Distance', unit: 'm' }],
  ['直線距離（米）', { label: '直線距離', unit: '米' }],
  ['Name', { label: 'Name', unit: '' }],
])('of the head %s the unit is told apart', (head, expected) => {
  expect(splitUnit(head)).toEqual(expected)
})
