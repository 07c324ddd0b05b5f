import 'reflect-metadata'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Page } from '../connection.ts'
import { createPlace, metresBetween, type Position } from '../place.ts'
import { assertArea } from './knownIds.ts'
import { listItems, type ListQuestion, type ListRules } from './listItems.ts'
import { oneForm } from './oneForm.ts'
import { SortDirection, type PlacedSortField } from './sort.ts'

interface Tree {
  readonly id: string
  readonly height: number | null
  readonly place: Position | null
}

type Field = PlacedSortField | 'HEIGHT'

const { ASC, DESC } = SortDirection

/** Along one street, from south to north: a, b, c, d; of e no place is known. */
const TREES: readonly Tree[] = [
  { id: 'e', height: 7, place: null },
  { id: 'd', height: 5, place: createPlace({ lat: 22.1904, lng: 113.54 }) },
  { id: 'b', height: null, place: createPlace({ lat: 22.1902, lng: 113.54 }) },
  { id: 'a', height: 5, place: createPlace({ lat: 22.1901, lng: 113.54 }) },
  { id: 'c', height: 12, place: createPlace({ lat: 22.1903, lng: 113.54 }) },
]
const RULES: ListRules<Tree, Field> = {
  what: 'trees',
  idOf: ({ id }) => id,
  isKnown: (id) => 'abcdez'.includes(id),
  positionOf: ({ place }) => place,
  keys: { HEIGHT: ({ height }) => height },
}
const AT_C = { lat: 22.19029, lng: 113.54 }

const list = (question: ListQuestion<Field>, rules = RULES): Page<Tree> => listItems(TREES, question, rules)
const idsOf = ({ nodes }: Page<Tree>) => nodes.map(({ id }) => id).join('')

describe('a list', () => {
  it.each<[string, ListQuestion<Field>, string]>([
    ['is by id where nothing else is asked', {}, 'abcde'],
    [
      'sorts, what is alike by id, what is not known last',
      { sort: [{ field: 'HEIGHT', direction: ASC }] },
      'adecb',
    ],
    [
      'sorts the other way, what is not known last all the same',
      { sort: [{ field: 'HEIGHT', direction: DESC }] },
      'ceadb',
    ],
    [
      'sorts by one key after the other',
      {
        sort: [
          { field: 'HEIGHT', direction: ASC },
          { field: 'ID', direction: DESC },
        ],
      },
      'daecb',
    ],
    ['sorts by nothing where the sort is empty', { sort: [] }, 'abcde'],
    ['has the nearest first, and without a place last', { near: AT_C }, 'cbdae'],
    ['has only what is within the radius', { near: AT_C, withinMetres: 13 }, 'cbd'],
    [
      'sorts what is near in another order',
      { near: AT_C, withinMetres: 13, sort: [{ field: 'HEIGHT', direction: DESC }] },
      'cdb',
    ],
    ['has the farthest first', { near: AT_C, sort: [{ field: 'DISTANCE', direction: DESC }] }, 'adbce'],
    [
      'has only what is in a box, its edges with it',
      { within: { south: 22.1902, north: 22.1903, west: 113.5, east: 113.54 } },
      'bc',
    ],
    ['keeps the order of ids, each once', { ids: ['d', 'a', 'd', 'e'] }, 'dae'],
    [
      'sorts ids where it is asked to',
      { ids: ['d', 'a', 'c'], sort: [{ field: 'ID', direction: ASC }] },
      'acd',
    ],
    ['has no ids where none are given', { ids: [] }, ''],
    ['leaves out ids that the list does not hold', { ids: ['z', 'b'] }, 'b'],
  ])('%s', (_, question, ids) => {
    expect(idsOf(list(question))).toBe(ids)
  })

  it('has its usual order, unless ids, a place or a sort give another', () => {
    const rules: ListRules<Tree, Field> = { ...RULES, usual: [{ field: 'HEIGHT', direction: DESC }] }
    expect(idsOf(list({}, rules))).toBe('ceadb')
    expect(idsOf(list({ ids: ['b', 'c'] }, rules))).toBe('bc')
    expect(idsOf(list({ near: AT_C }, rules))).toBe('cbdae')
  })

  it.each<[string, ListQuestion<Field>, string]>([
    [
      'ids that there are not',
      { ids: ['a', 'x', 'y'] },
      'ids: expected ids of trees that there are; got ["x","y"].',
    ],
    [
      'too many ids',
      { ids: Array.from({ length: 101 }, () => 'a') },
      'ids: expected at most 100 ids; got 101.',
    ],
    ['a radius around nothing', { withinMetres: 5 }, 'withinMetres: expected near with it; got 5.'],
    [
      'a radius that is none',
      { near: AT_C, withinMetres: 0 },
      'withinMetres: expected a whole number of metres from 1 to 20000; got 0.',
    ],
    ['a place elsewhere', { near: { lat: 48, lng: 2 } }, 'near: expected a coordinate in Macao'],
    [
      'a distance from nowhere',
      { sort: [{ field: 'DISTANCE', direction: ASC }] },
      'sort: expected near with DISTANCE',
    ],
    [
      'one key twice',
      {
        sort: [
          { field: 'ID', direction: ASC },
          { field: 'ID', direction: DESC },
        ],
      },
      'sort: expected each field once; got ["ID","ID"].',
    ],
    [
      'a box upside down',
      { within: { south: 22.2, north: 22.1, west: 113.5, east: 113.6 } },
      'within: expected degrees, south not above north',
    ],
  ])('refuses %s', (_, question, message) => {
    expect(() => list(question)).toThrow(message)
  })

  it('binds its cursors to the order and to all that chooses, however it is asked for', () => {
    const cursor = list({ first: 1, sort: [{ field: 'HEIGHT', direction: ASC }] }).pageInfo.endCursor
    expect(idsOf(list({ after: cursor, sort: [{ field: 'HEIGHT', direction: ASC }] }))).toBe('decb')
    for (const question of [
      {},
      { sort: [{ field: 'HEIGHT' as const, direction: DESC }] },
      { sort: [{ field: 'HEIGHT' as const, direction: ASC }], ids: ['a', 'b'] },
      { sort: [{ field: 'HEIGHT' as const, direction: ASC }], near: AT_C },
      { sort: [{ field: 'HEIGHT' as const, direction: ASC }], filter: { area: 'se' } },
    ])
      expect(() => list({ ...question, after: cursor })).toThrow(
        'after: expected a cursor that this list issued',
      )
  })

  it('finds by distance what measuring each of them finds', () => {
    const somewhere = fc.record({
      lat: fc.double({ min: 22.1, max: 22.2, noNaN: true }),
      lng: fc.double({ min: 113.52, max: 113.6, noNaN: true }),
    })
    fc.assert(
      fc.property(
        fc.array(somewhere, { maxLength: 30 }),
        somewhere,
        fc.integer({ min: 1, max: 9000 }),
        (places, near, withinMetres) => {
          const trees = places.map((place, index) => ({
            id: String(index).padStart(2, '0'),
            height: 1,
            place,
          }))
          const { nodes, totalCount } = listItems(
            trees,
            { near, withinMetres, first: 100 },
            { ...RULES, isKnown: () => true },
          )
          const metres = nodes.map(({ place }) => (place ? metresBetween(near, place) : Infinity))
          expect(metres).toEqual(metres.toSorted((a, b) => a - b))
          expect(totalCount).toBe(places.filter((place) => metresBetween(near, place) <= withinMetres).length)
        },
      ),
    )
  })
})

describe('an argument that took the place of another', () => {
  it('is read from whichever of them is given', () => {
    expect(oneForm('filter.isFree', false, 'filter.freeAdmission', null)).toBe(false)
    expect(oneForm('filter.isFree', undefined, 'filter.freeAdmission', true)).toBe(true)
    expect(oneForm('filter.isFree', null, 'filter.freeAdmission', undefined)).toBeNull()
  })

  it('is refused beside it, even where both say the same', () => {
    expect(() => oneForm('filter.isFree', true, 'filter.freeAdmission', true)).toThrow(
      'filter.isFree, filter.freeAdmission: expected one of them; filter.freeAdmission is deprecated and filter.isFree takes its place; got [true,true].',
    )
  })
})

describe('an area', () => {
  it('is known by the table of areas, or by the records of the bureau', () => {
    assertArea('filter.area', 'district-ilha-verde')
    assertArea('filter.area', null)
    assertArea('filter.area', 'zone-c', (id) => id === 'zone-c')
    expect(() => assertArea('filter.area', 'zone-c')).toThrow(
      'filter.area: expected ids of administrative areas that there are; got ["zone-c"].',
    )
  })
})
