import { defineSubgraph, failWith } from '../../../kit/federation/subgraph.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      near(metres: Int): Int
      free: Int
      busy: Int
    }
  `,
  {
    Query: {
      near: failWith('metres must be at most 5000, not 9000.', {
        code: 'BAD_USER_INPUT',
        argument: 'metres',
        stacktrace: ['secret'],
      }),
      free: failWith('The feed is late.', { code: 'FEED_LATE', host: '10.0.0.7' }),
      busy: failWith('The register is busy.'),
    },
  },
)
