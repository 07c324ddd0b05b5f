import { defineSubgraph, findBy } from '../../../kit/federation/subgraph.ts'
import { counts } from './data.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Museum @key(fields: "id") {
      id: ID!
      visitors(factor: Int! = 1): Int! @override(from: "a", label: "new-counters")
    }
  `,
  {
    Museum: {
      __resolveReference: findBy(counts),
      visitors: ({ visitors }: { visitors: number }, { factor }: { factor: number }) => visitors * factor,
    },
  },
)
