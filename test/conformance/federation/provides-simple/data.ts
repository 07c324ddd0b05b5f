export const reviews = [
  { id: 'r1', author: { id: 'u1', name: 'Ana' } },
  { id: 'r2', author: { id: 'u2', name: 'Bo' } },
]
export const users = [
  { id: 'u1', name: 'Ana', since: 1999 },
  { id: 'u2', name: 'Bo', since: 2010 },
]
