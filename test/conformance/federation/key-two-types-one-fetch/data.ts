export const holdings = [
  { __typename: 'Book', id: 'x1', title: 'Tea' },
  { __typename: 'Film', id: 'x1', title: 'Salt' },
]
export const loans = [
  { kind: 'book', id: 'x1', days: 14 },
  { kind: 'film', id: 'x1', days: 3 },
]
