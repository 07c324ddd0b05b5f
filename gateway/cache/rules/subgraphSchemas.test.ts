import { composeServices } from '@apollo/composition'
import { parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { digestSubgraphs } from './subgraphSchemas.ts'

const LINKS = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.12", import: [
    "@key", "@requires", "@external", "@shareable", "@composeDirective", "@interfaceObject", "@cacheTag", "@override", "@provides"
  ])
  @link(url: "https://macao-open-gateway.example/cacheControl/v1.0", import: ["@cacheControl"])
  @link(url: "https://maps.test/node/v1.0", import: ["@node"])
  @composeDirective(name: "@cacheControl")
  @composeDirective(name: "@node")
  directive @cacheControl(maxAge: Int) repeatable on OBJECT | FIELD_DEFINITION
  directive @node(graph: String) on FIELD_DEFINITION
`

const A = `
  type Query { next: Bus bus(id: ID!, near: Near = { metres: 100 }): Bus lines: [Line] }
  interface Vehicle @key(fields: "id") { id: ID! }
  type Bus implements Vehicle @key(fields: "id") {
    id: ID!
    weight: Int @external
    height: Int @external
    area: Int @requires(fields: "height")
    plate: String @shareable
    load: Int @requires(fields: "weight")
    draught: Int @requires(fields: "weight")
    colour: Colour @cacheControl(maxAge: 60)
    seats(free: Boolean = true): Int @node(graph: "x")
  }
  type Tram implements Vehicle @key(fields: "id") { id: ID! }
  interface Place @key(fields: "id") { id: ID! }
  type Depot implements Place @key(fields: "id") { id: ID! code: ID! }
  type Line @shareable { name: String! length: Int }
  union Any = Bus | Tram
  enum Colour { RED GREEN }
  input Near { metres: Int = 5 unit: String }
`

const B = `
  type Bus @key(fields: "id") { id: ID! weight: Int @shareable height: Int plate: String @shareable doors: Int }
  type Line @shareable { name: String! length: Int }
  type Stop @key(fields: "id") { id: ID! name: String }
`

describe('what stands for the schema of a subgraph', () => {
  it.each([
    ['the type of a field', 'length: Int }', 'length: Int! }'],
    ['a field', 'lines: [Line]', 'lines: [Line] line: Line'],
    ['the type of an argument', 'seats(free: Boolean = true)', 'seats(free: Boolean! = true)'],
    ['an argument', 'seats(free: Boolean = true)', 'seats'],
    ['the default of an argument', 'metres: 100', 'metres: 200'],
    ['the default of an input field', 'metres: Int = 5', 'metres: Int = 6'],
    ['an input field', 'unit: String', ''],
    ['a value of an enum', 'RED GREEN', 'RED GREEN BLUE'],
    ['a key', 'type Depot implements Place', 'type Depot implements Place @key(fields: "code")'],
    ['what is required', 'load: Int @requires(fields: "weight")', 'load: Int @requires(fields: "height")'],
    ['what is provided', 'next: Bus', 'next: Bus @provides(fields: "weight")'],
    ['@cacheControl', 'maxAge: 60', 'maxAge: 61'],
    ['@cacheTag', 'lines: [Line]', 'lines: [Line] @cacheTag(format: "lines")'],
    ['a directive of ones own with an argument like those of joins', 'graph: "x"', 'graph: "y"'],
    ['a member of a union', 'Bus | Tram', 'Bus'],
    [
      'an interface',
      'type Line @shareable {',
      'interface Named { name: String! } type Line implements Named @shareable {',
    ],
  ])('changes with %s, and that of another does not', (_, from, to) => {
    expect(A).toContain(from)
    const [before, after] = [digest(A, B), digest(A.replace(from, to), B)]
    expect(after.get('a')).not.toBe(before.get('a'))
    expect(after.get('b')).toBe(before.get('b'))
  })

  it.each([
    ['adds a field to a shared type', 'doors: Int', 'doors: Int windows: Int'],
    ['adds a type', 'type Stop', 'type Shed { name: String } type Stop'],
    ['takes up a type', 'type Stop', 'type Tram @key(fields: "id") { id: ID! length: Int } type Stop'],
    ['gives up a type', 'type Line @shareable { name: String! length: Int }', ''],
    ['is less sure of a field', 'name: String! length', 'name: String length'],
    ['has its fields in another order', 'name: String! length: Int', 'length: Int name: String!'],
    [
      'lets a type implement an interface',
      'type Bus @key',
      'interface Heavy { weight: Int } type Bus implements Heavy @key',
    ],
    ['takes up a union', 'type Stop', 'union Any = Stop type Stop'],
    ['takes up an enum', 'type Stop', 'enum Colour { RED BLUE } type Stop'],
    ['tags a shared field', 'plate: String @shareable', 'plate: String @shareable @cacheTag(format: "p")'],
    [
      'gives an interface a field',
      'type Stop',
      'type Place @key(fields: "id") @interfaceObject { id: ID! age: Int } type Stop',
    ],
    ['describes its types', 'type Stop', '"Where one waits." type Stop'],
    ['describes a shared type', 'type Line', '"From end to end." type Line'],
  ])('stays when another subgraph %s', (_, from, to) => {
    expect(B).toContain(from)
    expect(digest(A, B.replace(from, to)).get('a')).toBe(digest(A, B).get('a'))
  })

  it('changes with a field that another subgraph shares, and has tagged', () => {
    const tagging = B.replace('plate: String @shareable', 'plate: String @shareable @cacheTag(format: "p")')
    const [before, after] = [
      digest(A, tagging),
      digest(A.replace('plate: String', 'plate: String!'), tagging),
    ]
    expect(after.get('a')).not.toBe(before.get('a'))
  })
})

function digest(a: string, b: string): ReadonlyMap<string, string> {
  const services = Object.entries({ a, b }).map(([name, sdl]) => ({
    name,
    typeDefs: parse(LINKS + sdl),
    url: `http://${name}.test`,
  }))
  const { supergraphSdl, errors = [] } = composeServices(services, { runSatisfiability: false })
  if (supergraphSdl === undefined) throw new Error(errors.map(({ message }) => message).join('\n'))
  return digestSubgraphs(parse(supergraphSdl))
}
