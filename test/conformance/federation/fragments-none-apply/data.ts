export const museums = [
  { id: 'm1', name: 'Macao Museum' },
  { id: 'm2', name: 'Maritime Museum' },
]
