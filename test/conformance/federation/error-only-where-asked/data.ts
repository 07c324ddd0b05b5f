export const facilities = [
  { __typename: 'Hospital', place: { id: 'p1', lat: 22.1 } },
  { __typename: 'Pharmacy', place: { id: 'p2', lat: 22.2 } },
  { __typename: 'Clinic', place: { id: 'p3', lat: 22.3 } },
]
