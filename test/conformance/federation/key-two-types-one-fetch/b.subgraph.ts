import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { loans } from './data.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Book @key(fields: "id") {
      id: ID!
      days: Int!
    }
    type Film @key(fields: "id") {
      id: ID!
      days: Int!
    }
  `,
  {
    Book: {
      __resolveReference: ({ id }: { id: string }) =>
        loans.find((loan) => loan.kind === 'book' && loan.id === id),
    },
    Film: {
      __resolveReference: ({ id }: { id: string }) =>
        loans.find((loan) => loan.kind === 'film' && loan.id === id),
    },
  },
)
