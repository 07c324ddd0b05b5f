import { describe, expect, it } from 'vitest'
import { composeGraph } from '../compose.ts'

function problemsOf(fields: string, types = ''): readonly string[] {
  const sdl = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", { name: "@tag", as: "@label" }])
"Where to begin."
type Query { "A shelf." shelf: Shelf }
"A shelf."
type Shelf @key(fields: "id") { "Its id." id: ID! ${fields} }
${types}`
  const graph = composeGraph([{ name: 'shelves', sdl, file: 'shelves.graphql' }])
  return 'problems' in graph ? graph.problems : []
}

const INTERNAL = '@label(name: "internal")'
const REFUSAL = 'The variant "public" is no schema:'

describe('what is left without what is tagged as internal is a schema:', () => {
  it.each([
    ['without a field', `"Who keeps it." keeper: String ${INTERNAL}`, ''],
    [
      'without a type and the field that gives it',
      `"Its box." box: Box ${INTERNAL}`,
      `"A box." type Box ${INTERNAL} { "Its number." number: Int }`,
    ],
    [
      'without an argument that may be left out',
      `"Its size." size("The unit." in: String ${INTERNAL}): Int`,
      '',
    ],
    ['with another tag', '"Who keeps it." keeper: String @label(name: "beta")', ''],
  ])('%s', (_what, fields, types) => {
    expect(problemsOf(fields, types)).toEqual([])
  })

  it.each([
    [
      'not when a public field gives an internal type',
      '"Its box." box: Box',
      `"A box." type Box ${INTERNAL} { "Its number." number: Int }`,
      'Type "Box" is outside but is referenced by "Shelf.box", which is in the API schema.',
    ],
    [
      'not when a public type has internal fields only',
      '"Its box." box: Box',
      `"A box." type Box { "Its number." number: Int ${INTERNAL} }`,
      'Type "Box" is outside but is referenced by "Shelf.box", which is in the API schema.',
    ],
    [
      'not when an internal argument cannot be left out',
      `"Its size." size("The unit." in: String! ${INTERNAL}): Int`,
      '',
      'Argument "Shelf.size(in:)" is outside but is a required argument of its field.',
    ],
  ])('%s', (_what, fields, types, reason) => {
    expect(problemsOf(fields, types)).toEqual([`${REFUSAL} ${reason}`])
  })
})
