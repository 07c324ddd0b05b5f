export const media = [
  { __typename: 'Book', id: 'x1', title: 'Tea', price: 10 },
  { __typename: 'Film', id: 'x2', title: 'Salt', price: 20 },
]
