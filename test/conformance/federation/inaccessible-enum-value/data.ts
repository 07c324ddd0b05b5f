export const beds = [
  { id: '1', state: 'FREE' },
  { id: '2', state: 'MORGUE' },
]
