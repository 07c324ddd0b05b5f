import { describe, expect, it } from 'vitest'
import { composeGraph } from '../compose.ts'

const FEDERATION = `@link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@requiresScopes", "@authenticated", "@inaccessible", "@composeDirective"])`
const OURS = `@link(url: "https://macao-open-gateway.example/ownedBy/v1.0", import: ["@ownedBy"])`
const COMPOSED = '@composeDirective(name: "@ownedBy")'
const OWN = '@ownedBy(claim: "shelves", field: "id")'

function problemsOf(
  keeper: string,
  { links = `${FEDERATION} ${OURS} ${COMPOSED}`, definitions = '' } = {},
): readonly string[] {
  const sdl = `extend schema ${links}
"Whose." directive @ownedBy("C." claim: String!, "F." field: String!) on FIELD_DEFINITION ${definitions}
"Where to begin."
type Query {
  "A shelf."
  shelf: Shelf
}
"How it is made."
enum Make {
  "Of oak."
  OAK
}
"A box."
type Box {
  "Its number."
  number: Int
}
"A shelf."
type Shelf @key(fields: "id") {
  "Its id."
  id: ID!
  "How many."
  count: Int!
  "How it is made."
  make: Make
  "Its boxes."
  box: Box
  "Its shelves."
  ids: [ID!]
  "Whether it is full."
  full: Boolean
  "Its size in a unit."
  size("The unit." in: String): Int
  "Unseen."
  secret: ID @inaccessible
  "Who keeps it."
  keeper: String ${keeper}
}
`
  const graph = composeGraph([{ name: 'shelves', sdl, file: 'shelves.graphql' }])
  return 'problems' in graph ? graph.problems : []
}

const ownedBy = (field: string, claim = 'shelves') => `@ownedBy(claim: "${claim}", field: "${field}")`

describe('@ownedBy names a field by which an owner can be told:', () => {
  it.each(['id', 'count', 'make'])('%s is one', (field) => {
    expect(problemsOf(ownedBy(field))).toEqual([])
  })

  it.each([
    ['a field that is missing', 'key', 'which no bureau has: name a field of Shelf itself'],
    ['a field with arguments', 'size', 'which takes arguments: name a field without any'],
    ['an object', 'box', 'which is "Box": name one with a single ID, text, number or enum value'],
    ['a list', 'ids', 'which is "[ID!]": name one with a single ID, text, number or enum value'],
    ['yes or no', 'full', 'which is "Boolean": name one with a single ID, text, number or enum value'],
    ['a field that clients cannot see', 'secret', 'which is @inaccessible: name a field that clients see'],
  ])('%s is none', (_what, field, reason) => {
    expect(problemsOf(ownedBy(field))).toEqual([
      `shelves.graphql:37: Shelf.keeper belongs to the owner by Shelf.${field}, ${reason}.`,
    ])
  })

  it('and a claim', () => {
    expect(problemsOf(ownedBy('id', ''))).toEqual([
      'shelves.graphql:37: Shelf.keeper belongs to the owner by Shelf.id, and no claim is named that would list it.',
    ])
  })
})

describe('what protects a field in its bureau protects it in the graph:', () => {
  it('a directive of ours is composed', () => {
    expect(problemsOf(`@authenticated ${OWN}`, { links: `${FEDERATION} ${OURS}` })).toEqual([
      `shelves.graphql:37: Shelf.keeper is @authenticated ${OWN} here and @authenticated in the composed graph: a directive of ours needs @composeDirective on the schema.`,
    ])
  })

  it('under another name too', () => {
    const renamed = OURS.replace('"@ownedBy"', '{ name: "@ownedBy", as: "@whose" }')
    const definitions = '"It." directive @whose("C." claim: String!, "F." field: String!) on FIELD_DEFINITION'
    const keeper = '@whose(claim: "shelves", field: "id")'
    expect(problemsOf(keeper, { links: `${FEDERATION} ${renamed}`, definitions })).toEqual([
      `shelves.graphql:37: Shelf.keeper is ${OWN} here and public in the composed graph: a directive of ours needs @composeDirective on the schema.`,
    ])
  })

  it.each([
    ['ownedBy', OWN, '', FEDERATION],
    [
      'requiresScopes',
      '@requiresScopes(scopes: [["staff"]])',
      '"It." directive @requiresScopes("S." scopes: [[String!]!]!) on FIELD_DEFINITION',
      FEDERATION.replace('"@requiresScopes", ', ''),
    ],
    [
      'policy',
      '@policy(name: "open")',
      '"It." directive @policy("N." name: String!) on FIELD_DEFINITION',
      FEDERATION,
    ],
  ])('an @%s that is of no specification is refused', (name, keeper, definitions, links) => {
    expect(problemsOf(keeper, { links, definitions })).toEqual([
      `shelves.graphql:37: Shelf.keeper has an @${name} that protects nothing: import it by @link from its specification.`,
    ])
  })
})
