export const found = [
  { __typename: 'Book', id: 'x1', title: 'Tea' },
  { __typename: 'Film', id: 'x2', title: 'Salt' },
]
export const heard = [
  { __typename: 'Book', id: 'x1', title: 'Tea' },
  { __typename: 'Song', title: 'Fado' },
]
