export const venues = [
  { __typename: 'Museum', id: 'v1', name: 'Macao Museum' },
  { __typename: 'Theatre', id: 'v2', name: 'Dom Pedro V', seats: 276 },
]
