export const reviews = [
  { id: 'r1', text: 'Lovely', author: { id: 'u1' } },
  { id: 'r2', text: 'Dull', author: { id: 'u2' } },
]
export const users = [
  { id: 'u1', name: 'Ana' },
  { id: 'u2', name: 'Bo' },
]
