export const results = [
  { __typename: 'Stop', name: 'Guia' },
  { __typename: 'Depot', name: 'Secret depot' },
]
