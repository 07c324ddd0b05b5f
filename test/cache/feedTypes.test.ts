import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  isRequiredArgument,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql'
import { describe, expect, it } from 'vitest'
import type { Feed } from '../../subgraphs/_kit/feed.ts'
import type { SubgraphDefinition, SubgraphSource } from '../../subgraphs/_kit/subgraph.ts'
import { startTestSubgraph } from '../../subgraphs/_kit/testSubgraph.ts'
import { definition as health } from '../../subgraphs/health/server.ts'
import { definition as transport } from '../../subgraphs/transport/server.ts'

/** Where the walk begins besides the fields of the root: what other bureaus refer to, and a centre that vaccinates. */
const REFERENCES = [
  { type: 'Place', id: '22.18880,113.55465' },
  { type: 'AdministrativeArea', id: 'se' },
  { type: 'HealthCentre', id: 'hc-tap-seac' },
]

describe('whatever is made of a feed that names types stands in one of these', () => {
  it('in health', async () => {
    expect(await examine(health)).toEqual({ strays: [], unread: [] })
  })

  it('in transport', async () => {
    expect(await examine(transport)).toEqual({ strays: [], unread: [] })
  })
})

/**
 * Asks for each field of each type by itself and looks which feeds were read for it: `strays` are questions without a type
 * that such a feed names, `unread` the feeds that none of the questions led to.
 */
async function examine<S extends SubgraphSource, C extends object>(
  definition: SubgraphDefinition<S, C>,
): Promise<{ readonly strays: readonly string[]; readonly unread: readonly string[] }> {
  const reads = new Set<Feed<unknown>>()
  const feeds: Feed<unknown>[] = []
  const subgraph = await startTestSubgraph({
    ...definition,
    createSource(surroundings) {
      const source = definition.createSource(surroundings)
      for (const feed of source.feeds) feeds.push(watchReads(feed, reads))
      return source
    },
  })
  const found = new Set<Feed<unknown>>()
  const strays: string[] = []
  for (const { query, types } of listQuestions(subgraph.schema)) {
    reads.clear()
    await subgraph.ask(query)
    for (const feed of reads) {
      if (feed.types === undefined) continue
      found.add(feed)
      if (!feed.types.some((type) => types.has(type))) strays.push(`${feed.id} is read by ${query}`)
    }
  }
  await subgraph.stop()
  const unread = feeds.filter((feed) => feed.types !== undefined && !found.has(feed))
  return { strays, unread: unread.map(({ id }) => id) }
}

function watchReads(feed: Feed<unknown>, reads: Set<Feed<unknown>>): Feed<unknown> {
  const read = feed.read.bind(feed)
  return Object.assign(feed, {
    read: () => {
      reads.add(feed)
      return read()
    },
  })
}

interface Question {
  readonly query: string
  /** All types that stand in it, as the gateway sees them. */
  readonly types: ReadonlySet<string>
}

/** A type where the walk has come, by the shortest way. */
interface Spot {
  readonly type: GraphQLObjectType
  readonly ask: (selection: string) => string
  readonly types: ReadonlySet<string>
}

function listQuestions(schema: GraphQLSchema): readonly Question[] {
  const spots = listStarts(schema)
  const seen = new Set(spots.map(({ type }) => type))
  const questions: Question[] = []
  for (const spot of spots) {
    for (const field of Object.values(spot.type.getFields())) {
      if (field.name.startsWith('_') || field.args.some(isRequiredArgument)) continue
      const results = resultsOf(schema, field)
      const types = new Set([...spot.types, ...results.map(({ name }) => name)])
      questions.push({
        query: spot.ask(
          isCompositeType(getNamedType(field.type)) ? `${field.name} { __typename }` : field.name,
        ),
        types,
      })
      for (const type of results.filter((one) => !seen.has(one))) {
        seen.add(type)
        const ask = (selection: string) => spot.ask(`${field.name} { ... on ${type.name} { ${selection} } }`)
        spots.push({ type, ask, types })
      }
    }
  }
  return questions
}

function listStarts(schema: GraphQLSchema): Spot[] {
  const root = schema.getQueryType()
  const references = REFERENCES.flatMap(({ type: name, id }): Spot[] => {
    const type = schema.getType(name)
    const ask = (selection: string) =>
      `{ _entities(representations: [{ __typename: "${name}", id: "${id}" }]) { ... on ${name} { ${selection} } } }`
    return isObjectType(type) ? [{ type, ask, types: new Set([name]) }] : []
  })
  if (!root) return references
  return [{ type: root, ask: (selection) => `{ ${selection} }`, types: new Set(['Query']) }, ...references]
}

function resultsOf(
  schema: GraphQLSchema,
  { type }: GraphQLField<unknown, unknown>,
): readonly GraphQLObjectType[] {
  const named = getNamedType(type)
  if (isAbstractType(named)) return schema.getPossibleTypes(named)
  return isObjectType(named) ? [named] : []
}
