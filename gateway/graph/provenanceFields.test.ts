import { buildSchema, isObjectType, parse, print, type FieldNode } from 'graphql'
import { describe, expect, it } from 'vitest'
import { readGraphRules } from '../access/graphRules.ts'
import { readProvenanceFields } from './provenanceFields.ts'

const LINKS = `
  schema @link(url: "https://specs.apollo.dev/link/v1.0") @link(url: "https://specs.apollo.dev/requiresScopes/v0.1") {
    query: Query
  }`

/** What annotates `Stop` in a graph of these types, of whose rules nobody but the gateway knows. */
const fieldsOfStop = (types: string) => {
  const document = parse(`${LINKS} type Query { stops: [Stop!] } ${types}`)
  const schema = buildSchema(
    `directive @requiresScopes(scopes: [[String!]!]!) on FIELD_DEFINITION | OBJECT
    scalar DateTime type Query { stops: [Stop!] } ${types}`,
    { assumeValidSDL: true },
  )
  const stop = schema.getType('Stop')
  if (!isObjectType(stop)) throw new Error('expected a type of stops')
  const text = (node: FieldNode) => print(node).replaceAll(/\s+/g, ' ')
  return readProvenanceFields(readGraphRules(document))(stop).map(text)
}

const SET = 'type Set { id: ID! }'
const SCOPED = '@requiresScopes(scopes: [["staff"]])'

describe('the fields that tell where an object comes from', () => {
  it.each([
    [
      'all that our own graph has',
      `type Stop { id: ID! provenance: P! observedAt: DateTime stale: Boolean! }
      type P { dataset: Set retrievedAt: DateTime! sourceUpdatedAt: DateTime stale: Boolean! sample: Boolean! note: String }`,
      ['provenance { retrievedAt sourceUpdatedAt stale sample dataset { id } }', 'observedAt', 'stale'],
    ],
    ['what there is', 'type Stop { provenance: P } type P { sample: Boolean! }', ['provenance { sample }']],
    ['no text of that name', 'type Stop { provenance: String stale: Boolean }', []],
    ['nothing that takes arguments', 'type Stop { observedAt(in: String): DateTime stale: Boolean! }', []],
    ['no provenance with a rule', `type Stop { provenance: P ${SCOPED} } type P { sample: Boolean! }`, []],
    ['none of a type with a rule', `type Stop { provenance: P } type P ${SCOPED} { sample: Boolean! }`, []],
    [
      'no part with a rule',
      `type Stop { provenance: P } type P { sample: Boolean! retrievedAt: DateTime ${SCOPED} dataset: Set ${SCOPED} }`,
      ['provenance { sample }'],
    ],
    ['no observation with a rule', `type Stop { observedAt: DateTime ${SCOPED} }`, []],
  ])('are %s', (_, types, fields) => {
    expect(fieldsOfStop(`${types} ${SET}`)).toEqual(fields)
  })
})
