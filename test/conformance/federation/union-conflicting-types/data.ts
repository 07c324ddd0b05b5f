export const items = [
  { __typename: 'Stop', code: 12 },
  { __typename: 'Route', code: '3X' },
  { __typename: 'Line', code: ['L', '1'] },
]
