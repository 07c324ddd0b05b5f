export const carParks = [
  { id: 'p1', name: 'Pak Wai', spaces: 40 },
  { id: 'p2', name: 'Ferreira', spaces: 12 },
]
export const live = [
  { id: 'p1', free: 10 },
  { id: 'p2', free: 0 },
]
