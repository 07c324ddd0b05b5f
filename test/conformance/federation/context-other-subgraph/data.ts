export const cities = [
  { id: 'c1', zone: 'north', stops: [{ id: 's1' }] },
  { id: 'c2', zone: 'south', stops: [{ id: 's2' }] },
]
