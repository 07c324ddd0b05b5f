export const media = [
  { __typename: 'Book', id: 'x1', title: 'Tea', pages: 90 },
  { __typename: 'Film', id: 'x2', title: 'Salt', minutes: 100 },
]
export const ratings = [
  { id: 'x1', stars: 5 },
  { id: 'x2', stars: 3 },
]
