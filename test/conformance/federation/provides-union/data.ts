export const loans = [
  { item: { __typename: 'Book', id: 'x1', title: 'Tea' } },
  { item: { __typename: 'Film', id: 'x2' } },
]
