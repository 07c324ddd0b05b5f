export const places = [
  { __typename: 'Hotel', id: 'p1', name: 'Lisboa', stars: 5 },
  { __typename: 'Museum', id: 'p2', name: 'Macao Museum', year: 1998 },
]
