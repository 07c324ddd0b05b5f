import { defineSubgraph, findBy } from '../../../kit/federation/subgraph.ts'
import { loans } from './data.ts'

export const c = defineSubgraph(
  'c',
  /* GraphQL */ `
    type Book @key(fields: "id") {
      id: ID!
      onLoan: Boolean!
    }
  `,
  { Book: { __resolveReference: findBy(loans) } },
)
