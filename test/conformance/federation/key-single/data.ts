export const museums = [
  { id: 'm1', name: 'Macao Museum' },
  { id: 'm2', name: 'Maritime Museum' },
]
export const visits = [
  { id: 'm1', visitors: 120 },
  { id: 'm2', visitors: 80 },
]
