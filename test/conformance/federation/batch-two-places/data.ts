export const reviews = [
  { id: 'r1', author: { id: 'u1' }, editor: { id: 'u2' } },
  { id: 'r2', author: { id: 'u2' }, editor: { id: 'u3' } },
]
