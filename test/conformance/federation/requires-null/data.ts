export const stops = [
  { id: 's1', english: 'Barrier Gate' },
  { id: 's2', english: null },
]
