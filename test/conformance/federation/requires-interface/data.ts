export const tickets = [
  { id: 't1', ride: { __typename: 'Bus', stops: 4 } },
  { id: 't2', ride: { __typename: 'Ferry', miles: 38 } },
]
