import { GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql'
import { describe, expect, it } from 'vitest'
import { readByApollo } from '../../test/kit/federation/readByApollo.ts'
import { checkRandomSupergraphs, composeSdl, SCHEMA_CASES } from '../../test/kit/federation/schemaCases.ts'
import { readSupergraph } from './supergraph.ts'

describe("clients see what Apollo's library would show them, where", () => {
  it.each(SCHEMA_CASES)('subgraphs say %s', (_, supergraph) => expectSame(supergraph()))

  it('federations are random', () => checkRandomSupergraphs(expectSame), 60_000)

  it('the roots of the supergraph have other names, as composition never gives them', () => {
    expectSame(
      supergraph()
        .replaceAll(/\bQuery\b/g, 'Questions')
        .replaceAll(/\bMutation\b/g, 'Changes'),
    )
  })
})

it('clients see that answers may come in parts, whatever subgraphs say of it', () => {
  const sdl = `directive @defer(whenever: Int) on FIELD\n${supergraph()}`
  const shown = printSchema(readSupergraph(sdl).apiSchema)
  expect(shown.match(/^directive @.*/gm)).toEqual(['directive @defer(', 'directive @stream('])
  expect(shown).toContain(') on FRAGMENT_SPREAD | INLINE_FRAGMENT')
})

describe("a supergraph is refused, as Apollo's library refuses it, that hides", () => {
  it.each([
    ['the type of a field that is shown', /type Cat implements Pet/, 'Unknown type: "Cat".'],
    ['all that a type has', /claws: Int/, 'Type Paw must define one or more fields.'],
    [
      'what an interface promises',
      /type Cat [^}]*? name: String/,
      'Interface field Pet.name expected but Cat does not provide it.',
    ],
    ['the type of an argument that is shown', /input Rest/, 'Unknown type: "Rest".'],
  ])('%s', (_, shown, sentence) => {
    const sdl = supergraph().replace(shown, '$& @inaccessible')
    expect(() => readByApollo(sdl)).toThrow('failed to produce a valid API schema')
    expect(() => readSupergraph(sdl)).toThrow(sentence)
  })
})

const supergraph = () =>
  composeSdl(`
    type Query { cat(rest: Rest): Cat pet: Pet paw: Paw hidden: Int @inaccessible }
    type Mutation { feed: Cat }
    interface Pet { name: String }
    type Cat implements Pet {
      name: String
      paw: Paw
    }
    type Paw { claws: Int }
    input Rest { hours: Int }
  `)

function expectSame(sdl: string): void {
  const [ours, theirs] = [readSupergraph(sdl), readByApollo(sdl)]
  expect(show(ours.apiSchema)).toBe(show(theirs.apiSchema))
}

/** Without the directives by which answers come in parts, which Apollo's library leaves to its own router. */
function show(schema: GraphQLSchema): string {
  const config = schema.toConfig()
  const directives = config.directives.filter(({ name }) => name !== 'defer' && name !== 'stream')
  return printSchema(lexicographicSortSchema(new GraphQLSchema({ ...config, directives })))
}
