import { expect, it } from 'vitest'
import { diffSchemas } from './diffSchemas.ts'

const BEFORE = `
type Query { stop(id: ID!, near: Int = 1): Stop }
"A stop."
type Stop { id: ID! pole: String lines: [String!]! }
enum Kind { BUS TRAM }
input Filter { kind: Kind }
union Any = Stop
scalar Old
`
const AFTER = `
type Query { stop(id: ID!, near: Int = 2, far: Int): Stop stops: [Stop!] }
"Where a bus stops."
type Stop { id: ID! pole: String @deprecated(reason: "Use id; goes on 2027-06-30.") lines: [String!] }
enum Kind { BUS FERRY }
input Filter { kind: Kind! }
union Any = Stop | Ferry
type Ferry { id: ID! }
`

it('tells by coordinate what clients see otherwise, and nothing of descriptions', () => {
  expect(diffSchemas(BEFORE, AFTER)).toEqual({
    added: ['Query.stop(far:)', 'Query.stops', 'Kind.FERRY', 'Ferry', 'Ferry.id'],
    removed: ['Kind.TRAM', 'Old'],
    changed: [
      { coordinate: 'Query.stop(near:)', before: 'Int = 1', after: 'Int = 2' },
      {
        coordinate: 'Stop.pole',
        before: 'String',
        after: 'String @deprecated(reason: "Use id; goes on 2027-06-30.")',
      },
      { coordinate: 'Stop.lines', before: '[String!]!', after: '[String!]' },
      { coordinate: 'Filter.kind', before: 'Kind', after: 'Kind!' },
      { coordinate: 'Any', before: 'Stop', after: 'Stop | Ferry' },
    ],
  })
})

it('tells nothing of what is the same', () => {
  expect(diffSchemas(AFTER, AFTER)).toEqual({ added: [], removed: [], changed: [] })
})
