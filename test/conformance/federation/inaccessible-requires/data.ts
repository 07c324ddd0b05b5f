export const wards = [
  { id: 'w1', exactCases: 3 },
  { id: 'w2', exactCases: 40 },
]
