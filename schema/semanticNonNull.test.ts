import { parse } from 'graphql'
import { expect, it } from 'vitest'
import { defineMarks, readApiMarks, readSupergraphMarks } from './semanticNonNull.ts'

const SUPERGRAPH = parse(`schema
  @link(url: "https://specs.apollo.dev/nullability/v0.4", import: [{ name: "@semanticNonNull", as: "@onErrorAlone" }]) {
  query: Query
}
type Query {
  museums: [Museum] @onErrorAlone(levels: [0, 1])
  museum: Museum
  hidden: Int @onErrorAlone
}
interface Museum { rooms: Int @semanticNonNull @onErrorAlone }`)

const API = `"""What is asked."""
type Query {
  museums(
    """How many."""
    first: Int
  ): [Museum]
  museum: Museum @deprecated
}

interface Museum {
  rooms: Int
}
`

it('shows the marks of a supergraph under the name that generators know, whatever it is called there', () => {
  const marks = readSupergraphMarks(SUPERGRAPH)
  const shown = defineMarks(API, marks)
  expect(shown).toContain('directive @semanticNonNull(levels: [Int!]! = [0]) on FIELD_DEFINITION\n\n"""What')
  expect(shown).toContain('  ): [Museum] @semanticNonNull(levels: [0, 1])\n  museum: Museum @deprecated\n')
  expect(shown).toContain('  rooms: Int @semanticNonNull\n')
  // What clients do not see has no mark for them.
  expect(shown).not.toContain('hidden')
  expect([...readApiMarks(parse(shown)).keys()]).toEqual(['Query.museums', 'Museum.rooms'])
})

it('leaves a graph that links no such specification as it is', () => {
  const without = parse('type Query { museums: Int @semanticNonNull }')
  expect(defineMarks(API, readSupergraphMarks(without))).toBe(API)
})
