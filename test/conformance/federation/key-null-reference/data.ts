export const events = [
  { id: 'e1', venue: { id: 'v1' } },
  { id: 'e2', venue: null },
  { id: 'e3', venue: { id: 'v1' } },
]
export const venues = [{ id: 'v1', name: 'Cultural Centre' }]
