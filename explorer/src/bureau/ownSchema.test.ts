import { buildSchema } from 'graphql'
import { describe, expect, it } from 'vitest'
import type { GraphMapData } from '../start/graphMapData.ts'
import { findDay, findOwnSchema } from './ownSchema.ts'

const SCHEMA = buildSchema(`
  type Query { museum(id: ID!, old: Int @deprecated(reason: "Use id; goes on 2027-01-31.")): Museum stop: Stop }
  "A museum."
  type Museum { id: ID! name: String! kind: Kind! nearestStop: Stop }
  enum Kind { ART @deprecated(reason: "Use FINE_ART; goes on 2026-02-30.") FINE_ART }
  type Stop { id: ID! nearbyMuseums: [Museum!] pole: String @deprecated(reason: "Use id; goes on 2027-06-30.") }
`)
const MAP: GraphMapData = {
  types: 2,
  fields: 6,
  threads: [],
  bureaus: [
    {
      name: 'culture',
      entities: ['Museum'],
      others: [],
      contributes: ['Query.museum', 'Stop.nearbyMuseums'],
    },
    { name: 'transport', entities: ['Stop'], others: [], contributes: ['Query.stop', 'Museum.nearestStop'] },
  ],
}

describe('a bureau’s part of the graph', () => {
  it('is its types without what others add, and what it adds to theirs', () => {
    const { owned, contributed } = findOwnSchema(SCHEMA, MAP, 'culture')
    expect(owned).toEqual([
      {
        name: 'Museum',
        description: 'A museum.',
        fields: [
          { coordinate: 'Museum.id', name: 'id', type: 'ID!' },
          { coordinate: 'Museum.name', name: 'name', type: 'String!' },
          { coordinate: 'Museum.kind', name: 'kind', type: 'Kind!' },
        ],
      },
    ])
    expect(contributed.flatMap(({ fields }) => fields.map(({ coordinate }) => coordinate))).toEqual([
      'Query.museum',
      'Stop.nearbyMuseums',
    ])
  })

  it('tells what goes and on which day: fields, arguments and values of its enums', () => {
    expect(findOwnSchema(SCHEMA, MAP, 'transport').deprecated).toEqual([
      { coordinate: 'Stop.pole', reason: 'Use id; goes on 2027-06-30.', day: '2027-06-30' },
    ])
    expect(findOwnSchema(SCHEMA, MAP, 'culture').deprecated).toEqual([
      { coordinate: 'Kind.ART', reason: 'Use FINE_ART; goes on 2026-02-30.', day: null },
      { coordinate: 'Query.museum(old:)', reason: 'Use id; goes on 2027-01-31.', day: '2027-01-31' },
    ])
  })

  it('is empty for a subgraph that is not in the map', () => {
    expect(findOwnSchema(SCHEMA, MAP, 'weather')).toEqual({ owned: [], contributed: [], deprecated: [] })
  })

  it.each([
    ['Use `rule`; goes on 2027-06-30.', '2027-06-30'],
    ['No longer supported', null],
    ['goes on 2026-13-01', null],
    ['see 12345-01-011', null],
  ])('reads of %j the day %j', (reason, day) => {
    expect(findDay(reason)).toBe(day)
  })
})
