export const crates = [
  { id: 'c1', size: { width: 2, height: 3, unit: 'm' } },
  { id: 'c2', size: { width: 5, height: 1, unit: 'm' } },
]
