import { buildSchema, parse, type FieldNode } from 'graphql'
import { describe, expect, it } from 'vitest'
import { normaliseOperation } from '../../engine/operation/normaliseOperation.ts'
import { readAccessRules, type Requirement } from '../../schema/access/rules.ts'
import { findProtectedFields } from './protectedFields.ts'

const SDL = `
  directive @link(url: String!, as: String, import: [String!]) repeatable on SCHEMA
  directive @authenticated on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM
  directive @needs(scopes: [[String!]!]!) on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM
  schema
    @link(url: "https://specs.apollo.dev/authenticated/v0.1", import: ["@authenticated"])
    @link(url: "https://specs.apollo.dev/requiresScopes/v0.1", as: "needs") { query: Query }
  type Query { node: Node  hotel: Hotel  either: Either  plan: Plan  level: Level }
  interface Node { id: ID  secret: String  name: String }
  type Hotel implements Node { id: ID  secret: String @needs(scopes: [["staff"]])  name: String }
  type Museum implements Node { id: ID  secret: String @authenticated  name: String }
  type Plan @needs(scopes: [["a", "b"], ["c"]]) { id: ID }
  union Either = Hotel | Museum
  enum Level @authenticated { HIGH }
`
const schema = buildSchema(SDL)
const rules = readAccessRules(parse(SDL))

/** Each protected field of the operation as its text, with the requirements it needs. */
function protectedIn(text: string): readonly (readonly [string, readonly string[]])[] {
  const found = findProtectedFields(normaliseOperation(parse(text), undefined), schema, rules)
  return [...found].map(([node, indexes]) => [
    describeNode(node),
    indexes.map((index) => describeRule(rules.requirements[index])),
  ])
}

function describeNode(node: FieldNode): string {
  return node.alias ? `${node.alias.value}: ${node.name.value}` : node.name.value
}

function describeRule(rule: Requirement | undefined): string {
  return rule === undefined || rule.kind === 'authenticated'
    ? 'a token'
    : rule.anyOf.map((all) => all.join('+')).join('|')
}

describe('the protected fields of an operation', () => {
  it.each([
    ['a field with a rule', '{ hotel { id secret } }', [['secret', ['staff']]]],
    ['an alias changes nothing', '{ hotel { x: secret } }', [['x: secret', ['staff']]]],
    [
      'the rule of the type that is returned',
      '{ plan { id } }',
      [
        ['plan', ['a+b|c']],
        ['id', ['a+b|c']],
      ],
    ],
    ['the rule of an enum', '{ level }', [['level', ['a token']]]],
    [
      'through an interface, the rules of all that can be met',
      '{ node { secret } }',
      [['secret', ['staff', 'a token']]],
    ],
    [
      'through a fragment on a member, its own alone',
      '{ node { ... on Museum { secret } } }',
      [['secret', ['a token']]],
    ],
    [
      'an interface fragment inside a member meets that member only',
      '{ hotel { ... on Node { secret } } }',
      [['secret', ['staff']]],
    ],
    [
      'each member of a union for itself',
      '{ either { ... on Hotel { secret } ... on Museum { secret } } }',
      [
        ['secret', ['staff']],
        ['secret', ['a token']],
      ],
    ],
    [
      'a named fragment used twice protects both places',
      '{ a: hotel { ...F } b: hotel { ...F } } fragment F on Hotel { secret }',
      [
        ['secret', ['staff']],
        ['secret', ['staff']],
      ],
    ],
    ['__typename is free', '{ node { __typename } }', []],
  ])('%s', (_rule, text, expected) => {
    expect(protectedIn(text)).toEqual(expected)
  })
})
