import { parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { readGraphRules } from './graphRules.ts'

const LINKS = `
  directive @link(url: String!, as: String, import: [String!]) repeatable on SCHEMA
  directive @join__field(graph: String, requires: String, contextArguments: [CA!]) repeatable on FIELD_DEFINITION
  input CA { context: String! selection: String! name: String! type: String! }
  directive @context(name: String!) repeatable on OBJECT | INTERFACE | UNION
  directive @authenticated on FIELD_DEFINITION | OBJECT
  directive @requiresScopes(scopes: [[String!]!]!) on FIELD_DEFINITION | OBJECT
  directive @own(claim: String!, field: String!) on FIELD_DEFINITION
  schema
    @link(url: "https://specs.apollo.dev/authenticated/v0.1")
    @link(url: "https://specs.apollo.dev/requiresScopes/v0.1")
    @link(url: "https://specs.apollo.dev/context/v0.1")
    @link(url: "https://macao-open-gateway.example/ownedBy/v1.0", as: "own") { query: Query }
  type Query { t: T }
`

/** What a field asks of a caller, each requirement in short. */
function rulesOf(types: string, coordinate: string): readonly string[] {
  const { requirements, byCoordinate, ownerships } = readGraphRules(parse(LINKS + types))
  const conditions = (byCoordinate.get(coordinate) ?? []).map((index) => {
    const requirement = requirements[index]
    return requirement?.kind === 'scopes' ? JSON.stringify(requirement.anyOf) : String(requirement?.kind)
  })
  const owned = (ownerships.get(coordinate) ?? []).map(({ claim, field }) => `${claim} lists ${field}`)
  return [...conditions, ...owned]
}

describe('a field that is computed from protected ones', () => {
  it.each([
    [
      'needs the rule of what it requires',
      'type T { secret: Int @authenticated  sum: Int @join__field(requires: "secret") }',
      ['authenticated'],
    ],
    [
      'needs its own rule besides',
      'type T { secret: Int @authenticated  sum: Int @join__field(requires: "secret") @requiresScopes(scopes: [["a"]]) }',
      ['[["a"]]', 'authenticated'],
    ],
    [
      'needs it through a chain that is stated backwards',
      `type T {
        sum: Int @join__field(requires: "half")  half: Int @join__field(requires: "secret")  secret: Int @authenticated
      }`,
      ['authenticated'],
    ],
    [
      'needs the rules of what is nested in the selection, and of the types there',
      `type T { u: U  sum: Int @join__field(requires: "u { v { x } }") }
       type U { v: V @authenticated }  type V @requiresScopes(scopes: [["v"]]) { x: Int @requiresScopes(scopes: [["x"]]) }`,
      ['authenticated', '[["v"]]', '[["x"]]'],
    ],
    [
      'needs through an interface the rules of all members, behind a fragment those of one',
      `type T { i: I  sum: Int @join__field(requires: "i { x ... on B { y } }") }  interface I { x: Int }
       type A implements I { x: Int @authenticated  y: Int @requiresScopes(scopes: [["ay"]]) }
       type B implements I { x: Int  y: Int @requiresScopes(scopes: [["by"]]) }`,
      ['authenticated', '[["by"]]'],
    ],
    [
      "needs the rule of what it reads from a context, and of the context's type",
      `type S @context(name: "shop") @requiresScopes(scopes: [["s"]]) { secret: Int @authenticated  t: T }
       type T { sum: Int @join__field(contextArguments: [{ context: "shop", selection: " { secret }", name: "a", type: "Int" }]) }`,
      ['authenticated', '[["s"]]'],
    ],
    [
      'needs the rule of each type that sets the context',
      `type S @context(name: "shop") { x: Int @authenticated  t: T }
       type R @context(name: "shop") { x: Int @requiresScopes(scopes: [["r"]])  t: T }
       type T { sum: Int @join__field(contextArguments: [{ context: "shop", selection: "x", name: "a", type: "Int" }]) }`,
      ['authenticated', '[["r"]]'],
    ],
    [
      "needs the claim that its own object's field needs",
      'type T { id: ID  own: Int @own(claim: "c", field: "id")  sum: Int @join__field(requires: "own") }',
      ['c lists id'],
    ],
    [
      'is for nobody when it reads what belongs to an owner of another object',
      'type T { u: U  sum: Int @join__field(requires: "u { own }") }  type U { id: ID  own: Int @own(claim: "c", field: "id") }',
      ['[]'],
    ],
    [
      'needs nothing when it reads what is public',
      'type T { x: Int  sum: Int @join__field(requires: "x") y: Int @authenticated }',
      [],
    ],
  ])('%s', (_sentence, types, expected) => {
    expect(rulesOf(types, 'T.sum')).toEqual(expected)
  })

  it('is one on each implementation when it stands on an interface object', () => {
    const types = `
      type T { m: M }
      interface M { x: Int  sum: Int @join__field(requires: "x") }
      type A implements M { x: Int @authenticated  sum: Int @join__field }
      type B implements M { x: Int  sum: Int @join__field }`
    expect(rulesOf(types, 'A.sum')).toEqual(['authenticated'])
    expect(rulesOf(types, 'B.sum')).toEqual([])
  })
})
