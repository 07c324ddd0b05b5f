export const places = [
  { __typename: 'Hotel', photo: { id: 'p1' } },
  { __typename: 'Museum', photo: { id: 'p2' } },
]
