export const ratings = [
  { id: 'x1', stars: 5 },
  { id: 'gone', stars: 1 },
]
export const media = [{ __typename: 'Book', id: 'x1', title: 'Tea' }]
