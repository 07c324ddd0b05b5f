import { describe, expect, it } from 'vitest'
import { judgeGraph } from '../compose.ts'
import { parseSchemaFile, type SubgraphDocument } from './document.ts'

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key"])\n'
const ITEMS = `${LINK}
type Query { "One." item("Its id." id: ID!): Item }
"An item, in its owner's words." type Item @key(fields: "id") { "Its id." id: ID! "Its name." name: String }`
const STARS = `${LINK}
"In another's words." type Item @key(fields: "id") { "Its key." id: ID! "How many stars." stars: Int }`
/** Of items the root field of these makes them the owner. */
const SHOPS = STARS.replace('"In', 'type Query { "All." items: [Item] }\n"In')

function parse(name: string, sdl: string): SubgraphDocument {
  const parsed = parseSchemaFile({ name, sdl, file: `${name}.graphql` })
  if ('problem' in parsed) throw new Error(parsed.problem)
  return parsed
}

function compose(...subgraphs: readonly SubgraphDocument[]) {
  const { composed, problems } = judgeGraph(subgraphs)
  return {
    supergraphSdl: composed?.supergraphSdl ?? null,
    apiSdl: composed?.apiSdl ?? null,
    composition: problems.filter(({ rule }) => rule === 'composition').map(({ sentence }) => sentence),
  }
}

describe('a subgraph that is composed again', () => {
  const items = parse('items', ITEMS)
  const fresh = (stars: string) => compose(parse('items', ITEMS), parse('stars', stars))

  it.each([
    ['with what it was composed with before', STARS],
    ['after a conflict', STARS.replace('stars: Int', 'name: Int')],
    ['after a field that no plan reaches', STARS.replace('@key(fields: "id")', '@key(fields: "stars")')],
    ['after what federation refuses by itself', STARS.replace('"id"', '"nothing"')],
    ['where another is the owner of its entity', SHOPS.replace('stars: Int', 'moons: Int')],
  ])('comes to the same as one that is read anew: %s', (_what, between) => {
    const stars = parse('stars', STARS)
    expect(compose(items, stars)).toEqual(fresh(STARS))
    expect(compose(items, parse('stars', between))).toEqual(fresh(between))
    expect(compose(items, stars)).toEqual(fresh(STARS))
  })

  it('keeps the words of whoever owns an entity', () => {
    expect(fresh(STARS).apiSdl).toContain("An item, in its owner's words.")
    expect(fresh(STARS).apiSdl).not.toContain("In another's words.")
  })
})
