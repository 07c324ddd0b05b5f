export const media = [
  { __typename: 'Book', id: 'x1', title: 'Tea' },
  { __typename: 'Film', id: 'x2', title: 'Salt' },
]
