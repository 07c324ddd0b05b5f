import { defineSubgraph, failWith } from '../../../kit/federation/subgraph.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      ok: Boolean
    }
    type Mutation {
      wipe: Int
      note(text: String): Int
    }
  `,
  { Mutation: { wipe: failWith('Wiped.'), note: () => 1 } },
)
