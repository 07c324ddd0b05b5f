export const media = [
  { __typename: 'Book', id: 'x1', title: 'Tea', pages: 90 },
  { __typename: 'Film', id: 'x2', title: 'Salt', minutes: 100 },
]
export const shelves = [
  { __typename: 'Book', id: 'x1', shelf: 'A' },
  { __typename: 'Film', id: 'x2', shelf: 'F' },
]
