import { Kind, parse, type SelectionSetNode } from 'graphql'
import { describe, expect, it } from 'vitest'
import { readCacheHints } from './hints.ts'
import { normaliseSelection } from './normaliseSelection.ts'
import { examineSelection } from './examineSelection.ts'

const HINTS = readCacheHints(
  parse(`
    schema
      @link(url: "https://specs.apollo.dev/link/v1.0")
      @link(url: "https://macao-open-gateway.example/cacheControl/v1.0", import: [{ name: "@cacheControl", as: "@keep" }])
    { query: Query }
    type Query { museum: Museum museums: Museums @keep(maxAge: 600) place: Place me: Account thing: Thing }
    type Museums { nodes: [Museum] total: Int }
    type Museum @keep(maxAge: 86400) @keep(maxAge: 3600) { id: ID name: Text isOpen: Boolean @keep(maxAge: 60) }
    type Text { zh: String }
    type Place { lat: Float near: [CarPark] @keep(maxAge: 900) }
    type CarPark { live: Live }
    type Live @keep(maxAge: 10) { free: Int }
    type Account @keep(maxAge: 30, scope: "PRIVATE") { name: String }
    interface Thing { id: ID }
    type A implements Thing @keep(maxAge: 20) { id: ID }
    type B implements Thing @keep(maxAge: 50) { id: ID @keep(maxAge: 5) }
  `),
)

describe('how long a selection may be kept', () => {
  it.each<[string, number | undefined, string]>([
    [
      '{ museum { name { zh } } }',
      3600,
      'the least of what several bureaus say of a type covers what is below it',
    ],
    ['{ museum { isOpen } }', 60, 'a field may say less'],
    ['{ museums { total nodes { id } } }', 600, 'the field above a type without a hint'],
    ['{ place { lat } }', undefined, 'nobody said anything'],
    ['{ place { lat near { live { free } } } }', undefined, 'one leaf without a hint'],
    ['{ place { near { live { free } } } }', 10, 'the least along the branch'],
    ['{ thing { id } }', 5, 'the least of everything that a value can be'],
    ['{ thing { ... on A { id } } }', 20, 'a fragment on one type'],
    ['{ museum { __typename } }', 3600, 'the name of a hinted type'],
  ])('%s: %s (%s)', (query, maxAge) => {
    expect(examineSelection(selectionOf(query), 'Query', HINTS, true).hint.maxAge).toBe(maxAge)
  })

  it('is bounded by each hint even where another is missing', () => {
    const { hint } = examineSelection(
      selectionOf('{ place { lat near { live { free } } } }'),
      'Query',
      HINTS,
      true,
    )
    expect(hint).toEqual({ maxAge: undefined, limit: 10, isPrivate: false })
  })

  it('is private where anything in it is', () => {
    const { hint } = examineSelection(selectionOf('{ museum { id } me { name } }'), 'Query', HINTS, true)
    expect(hint).toEqual({ maxAge: 30, limit: 30, isPrivate: true })
  })

  it('starts with the type for an entity', () => {
    expect(examineSelection(selectionOf('{ name { zh } }'), 'Museum', HINTS, false).hint.maxAge).toBe(3600)
    expect(
      examineSelection(selectionOf('{ near { live { free } } }'), 'Place', HINTS, false).hint.maxAge,
    ).toBe(10)
    expect(examineSelection(selectionOf('{ lat }'), 'Place', HINTS, false).hint.maxAge).toBeUndefined()
  })

  it('tells which types stand in it', () => {
    const { nested } = examineSelection(selectionOf('{ museum { name { zh } } }'), 'Query', HINTS, true)
    expect([...nested]).toEqual(['Museum', 'Text'])
  })
})

describe('a selection in its normal form', () => {
  it('is the same whatever the order of the fields and the names of the variables', () => {
    const one = normaliseSelection(selectionOf('query($a: Int, $b: Int) { x(n: $a) { c b } y(n: $b) }'))
    const other = normaliseSelection(selectionOf('query($q: Int, $p: Int) { y(n: $p) x(n: $q) { b c } }'))
    expect(one.text).toBe('{x(n:$v0){b c}y(n:$v1)}')
    expect(other.text).toBe(one.text)
    expect([one.variables, other.variables]).toEqual([
      ['a', 'b'],
      ['q', 'p'],
    ])
  })
})

function selectionOf(query: string): SelectionSetNode {
  const [definition] = parse(query).definitions
  if (definition?.kind === Kind.OPERATION_DEFINITION) return definition.selectionSet
  throw new Error(`Expected an operation; got ${query}`)
}
