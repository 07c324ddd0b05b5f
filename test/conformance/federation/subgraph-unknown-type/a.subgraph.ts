import { defineHostileSubgraph } from '../../../kit/federation/subgraph.ts'

export const a = defineHostileSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      media: [Media]
      found: [Found]
    }
    interface Media {
      title: String
    }
    type Book implements Media {
      title: String
    }
    type Film implements Media {
      title: String
    }
    union Found = Book | Film
  `,
  ({ query }) => ({
    data: query.includes('media')
      ? {
          media: [
            { __typename: 'Book', title: 'Tea' },
            { __typename: 'Vinyl', title: 'Salt' },
            { __typename: 'Query', title: 'Fog' },
            { title: 'Rain' },
          ],
        }
      : {
          found: [
            { __typename: 'Film', title: 'Tea' },
            { __typename: 'Media', title: 'Salt' },
            { __typename: 7, title: 'Fog' },
          ],
        },
  }),
)
