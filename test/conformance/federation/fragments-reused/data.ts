export const reviews = [{ text: 'Lovely', author: { id: 'u1' }, editor: { id: 'u2' } }]
export const users = [
  { id: 'u1', name: 'Ana', friend: { id: 'u2' } },
  { id: 'u2', name: 'Bo', friend: { id: 'u1' } },
]
