import { GraphQLError } from 'graphql'
import { defineSubgraph, type HonestSubgraph } from '../kit/federation/subgraph.ts'
import { HINTS } from './cachedFederation.ts'

export interface Museums {
  /** The source of both subgraphs, for a test to change. */
  readonly visitors: Map<string, number>
  readonly subgraphs: readonly HonestSubgraph[]
}

/** `list` knows which museums there are for a day, `visits` how many people are in each, for a minute. */
export function createMuseums(): Museums {
  const visitors = new Map([
    ['mam', 10],
    ['mgm', 20],
    ['sea', 30],
  ])
  const list = defineSubgraph(
    'list',
    `${HINTS}
      type Query {
        museums(ids: [ID!]!): [Museum] @cacheControl(maxAge: 86400)
        museum(id: ID!): Museum
        me: Account
        now: Int
      }
      type Museum @key(fields: "id") @cacheControl(maxAge: 86400) { id: ID! name(language: String = "en"): String }
      type Account @cacheControl(maxAge: 100, scope: "PRIVATE") { id: ID! }
    `,
    {
      Query: {
        museums: (_: unknown, { ids }: { ids: string[] }) => ids.map((id) => ({ id })),
        museum: (_: unknown, { id }: { id: string }) => (visitors.has(id) ? { id } : null),
        me: () => ({ id: 'me' }),
        now: () => 1,
      },
      Museum: { name: ({ id }: { id: string }, { language }: { language: string }) => `${id}-${language}` },
    },
  )
  const visits = defineSubgraph(
    'visits',
    `${HINTS}
      type Query { total: Int @cacheControl(maxAge: 60) broken: Int @cacheControl(maxAge: 60) }
      type Museum @key(fields: "id") {
        id: ID!
        visitors: Int @cacheControl(maxAge: 60)
        own: Int @cacheControl(maxAge: 60, scope: "PRIVATE")
        count(times: Int = 1): Int @cacheControl(maxAge: 60)
        fails: Int @cacheControl(maxAge: 60)
      }
    `,
    {
      Query: {
        total: () => [...visitors.values()].reduce((sum, count) => sum + count, 0),
        broken: () => {
          throw new GraphQLError('broken')
        },
      },
      Museum: {
        __resolveReference: ({ id }: { id: string }) => (visitors.has(id) ? { id } : null),
        visitors: ({ id }: { id: string }) => visitors.get(id),
        own: ({ id }: { id: string }) => visitors.get(id),
        count: ({ id }: { id: string }, { times }: { times: number }) => (visitors.get(id) ?? 0) * times,
        fails: () => {
          throw new GraphQLError('broken')
        },
      },
    },
  )
  return { visitors, subgraphs: [list, visits] }
}
