export const stops = [
  { route: '3', sequence: 1, name: 'Barrier Gate' },
  { route: '3', sequence: 2, name: 'Hoi Fu' },
  { route: '5', sequence: 1, name: 'Inner Harbour' },
]
export const shelters = [
  { route: '3', sequence: 1, hasRoof: true },
  { route: '3', sequence: 2, hasRoof: false },
  { route: '5', sequence: 1, hasRoof: true },
]
