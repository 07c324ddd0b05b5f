import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

interface Represented {
  readonly id: string
  readonly visitors: number
}

export const c = defineSubgraph(
  'c',
  /* GraphQL */ `
    type Museum @key(fields: "id") {
      id: ID!
      visitors(factor: Int! = 1): Int! @external
      crowd: String! @requires(fields: "visitors(factor: 2)")
    }
  `,
  {
    Museum: {
      __resolveReference: (reference: Represented) => reference,
      crowd: ({ visitors }: Represented) => `${visitors} feet`,
    },
  },
)
