import { describe, expect, it, vi } from 'vitest'

vi.stubGlobal('navigator', { languages: ['en'] })
vi.stubGlobal('document', { documentElement: {} })

const { findAreas } = await import('./areas.ts')
const { findMarks } = await import('./marks.ts')
const { hasPlace } = await import('./places.ts')

const CAR_PARK = { id: 'p1', name: { en: 'Praça' }, place: { lat: 22.19, lng: 113.54 } }
const ROWS = [
  { name: { en: 'A' }, place: { lat: 22.2, lng: 113.55, nearby: [{ metres: 80, carPark: CAR_PARK }] } },
  { name: { en: 'B' }, place: null },
  { name: { en: 'C' }, place: { lat: 22.18, lng: 113.53, nearby: [{ metres: 120, carPark: CAR_PARK }] } },
]

describe('what a map shows of rows', () => {
  it('is each row that stands somewhere, and once what several list, with what each says of it', () => {
    const marks = findMarks(ROWS)
    expect(marks.map(({ name, list }) => [name, list])).toEqual([
      ['A', null],
      ['C', null],
      ['Praça', 'place.nearby'],
    ])
    expect(marks[2]?.found.map(({ owner, selected }) => [owner, selected])).toEqual([
      ['A', { row: 0, within: [{ list: 'place.nearby', item: 0 }] }],
      ['C', { row: 2, within: [{ list: 'place.nearby', item: 0 }] }],
    ])
  })

  it('is found in lists within lists, and behind edges', () => {
    const stop = { name: { en: 'Stop' }, place: { lat: 22.19, lng: 113.54 } }
    const route = { name: { en: '3A' }, directions: [{ stops: { edges: [{ node: stop }] } }] }
    const [mark] = findMarks([route])
    expect(mark?.list).toBe('directions.stops.edges')
    expect(mark?.found[0].owner).toBe('3A')
    expect(mark?.found[0].selected.within).toEqual([
      { list: 'directions', item: 0 },
      { list: 'stops.edges', item: 0 },
    ])
  })

  it('is nothing of a place where maps have no place', () => {
    expect(
      findMarks([
        { lat: 90, lng: 0 },
        { lat: 22, lng: 999 },
        { lat: '22', lng: '113' },
      ]),
    ).toEqual([])
    expect(hasPlace({ name: { en: 'Nowhere' }, place: null })).toBe(false)
    expect(hasPlace({ stops: [{ place: { lat: 22.19, lng: 113.54 } }] })).toBe(true)
  })

  it('is the rectangle of an area, the larger one below', () => {
    const box = (size: number) => ({ south: 22.1, west: 113.5, north: 22.1 + size, east: 113.5 + size })
    const areas = findAreas([
      { name: { en: 'Small' }, boundingBox: box(0.01) },
      { name: { en: 'None' }, boundingBox: null },
      { name: { en: 'Large' }, boundingBox: box(0.05) },
    ])
    expect(areas.map(({ name, found }) => [name, found[0].selected.row])).toEqual([
      ['Large', 2],
      ['Small', 0],
    ])
  })
})
