export const parcels = [
  { id: 'p1', price: 100, weight: 3 },
  { id: 'p2', price: 40, weight: 10 },
]
