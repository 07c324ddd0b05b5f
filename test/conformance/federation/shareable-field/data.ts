export const products = [
  { id: 'p1', name: 'Almond cake', stock: 4 },
  { id: 'p2', name: 'Egg roll', stock: 9 },
]
