import 'reflect-metadata'
import { expect, it } from 'vitest'
import { testDocument } from '../_kit/testDocument.ts'
import { findArea } from './findArea.ts'
import { areas } from './source/areas.ts'

/** Squares of a hundredth of a degree; the second has a hole and a part far away, the third lies across both. */
const AREAS = [
  area('west', 'parish', [[square(113.54, 22.19, 0.01)]]),
  area('east', 'parish', [
    [square(113.55, 22.19, 0.01), square(113.554, 22.194, 0.002)],
    [square(113.58, 22.12, 0.01)],
  ]),
  area('district', 'statistical_district', [[square(113.54, 22.18, 0.03)]]),
  area('without', 'parish', null),
]

function area(id: string, kind: string, boundary: unknown) {
  return { id, name_zh: id, kind, confidence: 'high', boundary }
}

function square(west: number, south: number, side: number) {
  const [east, north] = [west + side, south + side].map((degrees) => Number(degrees.toFixed(5)))
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
}

function read(given: readonly unknown[]) {
  return areas.parse(testDocument(JSON.stringify({ areas: given })))
}

it.each([
  ['inside a square', 22.195, 113.545, 'west'],
  ['inside its neighbour', 22.191, 113.555, 'east'],
  ['in the hole of it', 22.195, 113.555, null],
  ['in the other part of it', 22.125, 113.585, 'east'],
  ['in a statistical district alone', 22.185, 113.545, null],
  ['outside all', 22.21, 113.545, null],
])('finds the area of a place %s', (_, lat, lng, expected) => {
  const { records, setAside } = read(AREAS)
  expect(setAside).toEqual([])
  expect(findArea(records, { lat, lng })?.id ?? null).toBe(expected)
})

it.each([
  ['an open ring', [[square(113.54, 22.19, 0.01).slice(0, 4)]]],
  [
    'three positions',
    [
      [
        [
          [113.54, 22.19],
          [113.55, 22.19],
          [113.54, 22.19],
        ],
      ],
    ],
  ],
  ['a polygon in place of several', [square(113.54, 22.19, 0.01)]],
  ['heights', [[square(113.54, 22.19, 0.01).map((position) => [...position, 3])]]],
])('does not take %s for a boundary', (_, boundary) => {
  const { records, unreadable } = read([area('west', 'parish', boundary)])
  expect(records.map((record) => record.boundary)).toEqual([null])
  expect(unreadable).toEqual([
    { record: 'west', reason: expect.stringContaining('the coordinates of a GeoJSON MultiPolygon') },
  ])
})
