import 'reflect-metadata'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createNearbyIndex } from './nearby.ts'
import {
  assertInTerritory,
  assertNearbyArgs,
  createPlace,
  metresBetween,
  parsePlaceArgument,
  parsePlaceId,
  type Position,
} from './place.ts'

const inTerritory = fc.record({
  lat: fc.double({ min: 22.05, max: 22.25, noNaN: true }),
  lng: fc.double({ min: 113.5, max: 113.65, noNaN: true }),
})

describe('a place', () => {
  it('is named by its coordinate to five decimals, and has the coordinate of its name', () => {
    expect(createPlace({ lat: 22.197_583, lng: 113.5 })).toEqual({
      id: '22.19758,113.50000',
      lat: 22.197_58,
      lng: 113.5,
    })
  })

  it('is found again by its id, about half a metre from where it was made', () => {
    fc.assert(
      fc.property(inTerritory, (position) => {
        const place = createPlace(position)
        expect(parsePlaceId(place.id)).toEqual(place)
        expect(metresBetween(place, position)).toBeLessThan(0.8)
      }),
    )
  })

  it.each([
    '',
    'here',
    '22.1,113.5',
    '22.19758,113.54085,1',
    '22.19758, 113.54085',
    '22.19758',
    '22.197580,113.54085',
    'x22.19758,113.54085',
  ])('is not named by "%s"', (id) => {
    expect(parsePlaceId(id)).toBeNull()
    expect(() => parsePlaceArgument('place', id)).toThrow(
      `place: expected a place id "latitude,longitude" with five decimals each, such as "22.19758,113.54085"; got ${JSON.stringify(id)}.`,
    )
  })

  it('given as an argument lies in the territory', () => {
    expect(parsePlaceArgument('from', '22.19758,113.54085')).toEqual({
      id: '22.19758,113.54085',
      lat: 22.197_58,
      lng: 113.540_85,
    })
    expect(() => parsePlaceArgument('from', '22.30000,114.17000')).toThrow(
      'from: expected a coordinate in Macao (latitude 22.05 to 22.25, longitude 113.5 to 113.65); got "22.3,114.17".',
    )
  })

  it.each([
    [22.05, 113.5],
    [22.25, 113.65],
  ])('at %d, %d is in the territory', (lat, lng) => {
    expect(() => assertInTerritory('lat, lng', { lat, lng })).not.toThrow()
  })

  it.each([
    [22.0499, 113.55],
    [22.2501, 113.55],
    [22.15, 113.4999],
    [22.15, 113.6501],
  ])('at %d, %d is not in the territory', (lat, lng) => {
    expect(() => assertInTerritory('lat, lng', { lat, lng })).toThrow(
      'lat, lng: expected a coordinate in Macao',
    )
  })
})

describe('a distance', () => {
  it('is along the great circle: a degree of latitude is 111,195 m, of longitude at 22° north 103,098 m', () => {
    expect(metresBetween({ lat: 22, lng: 113.5 }, { lat: 23, lng: 113.5 })).toBeCloseTo(111_195, 0)
    expect(metresBetween({ lat: 22, lng: 113 }, { lat: 22, lng: 114 })).toBeCloseTo(103_098, 0)
  })

  it('is none to itself and the same both ways', () => {
    fc.assert(
      fc.property(inTerritory, inTerritory, (a, b) => {
        expect(metresBetween(a, a)).toBe(0)
        expect(metresBetween(a, b)).toBeCloseTo(metresBetween(b, a), 6)
      }),
    )
  })
})

describe('the limits of a look-up', () => {
  it.each([
    [{ withinMetres: 0, first: 5 }, 'withinMetres: expected a whole number of metres from 1 to 5000; got 0.'],
    [
      { withinMetres: 5001, first: 5 },
      'withinMetres: expected a whole number of metres from 1 to 5000; got 5001.',
    ],
    [{ withinMetres: 400, first: 0 }, 'first: expected a whole number from 1 to 100; got 0.'],
    [{ withinMetres: 400, first: 101 }, 'first: expected a whole number from 1 to 100; got 101.'],
  ])('refuse %j', (limits, message) => {
    expect(() => assertNearbyArgs(limits)).toThrow(message)
  })

  it('allow their ends', () => {
    expect(() => assertNearbyArgs({ withinMetres: 1, first: 1 })).not.toThrow()
    expect(() => assertNearbyArgs({ withinMetres: 5000, first: 100 })).not.toThrow()
  })
})

describe('the index of what is near', () => {
  it('finds what a search through all finds, in the same order, at every radius and centre', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(inTerritory), { maxLength: 60 }),
        inTerritory,
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1, max: 100 }),
        (positions, centre, withinMetres, first) => {
          const items = positions.map((at, number) => ({ number, at }))
          const index = createNearbyIndex(items, ({ at }) => at)
          expect(index.near(centre, withinMetres, first)).toEqual(
            searchThroughAll(items, centre, withinMetres).slice(0, first),
          )
        },
      ),
      { numRuns: 500 },
    )
  })

  it('finds what lies close to the edge of its circle, whichever way', () => {
    fc.assert(
      fc.property(
        inTerritory,
        fc.integer({ min: 1, max: 5000 }),
        fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
        (centre, metres, angle) => {
          const at = {
            lat: centre.lat + ((metres - 0.01) * Math.cos(angle)) / 111_195.1,
            lng:
              centre.lng +
              ((metres - 0.01) * Math.sin(angle)) / (111_195.1 * Math.cos((centre.lat * Math.PI) / 180)),
          }
          const near = createNearbyIndex([{ at }], (item) => item.at).near(centre, metres, 1)
          expect(near).toHaveLength(metresBetween(centre, at) <= metres ? 1 : 0)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('leaves out what has no position and keeps the order of the index among equals', () => {
    const here = { lat: 22.2, lng: 113.55 }
    const items = [
      { id: 'first', at: here },
      { id: 'nowhere', at: null },
      { id: 'second', at: here },
      { id: 'near', at: { lat: 22.2001, lng: 113.55 } },
    ]
    const index = createNearbyIndex(items, ({ at }) => at)
    expect(index.near(here, 400, 5).map(({ item, metres }) => [item.id, metres])).toEqual([
      ['first', 0],
      ['second', 0],
      ['near', 11],
    ])
  })
})

interface Item {
  readonly number: number
  readonly at: Position | null
}

function searchThroughAll(items: readonly Item[], centre: Position, withinMetres: number) {
  return items
    .flatMap((item) => (item.at ? [{ item, exact: metresBetween(centre, item.at) }] : []))
    .filter(({ exact }) => exact <= withinMetres)
    .sort((a, b) => a.exact - b.exact || a.item.number - b.item.number)
    .map(({ item, exact }) => ({ item, metres: Math.round(exact) }))
}
