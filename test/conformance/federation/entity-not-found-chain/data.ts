export const events = [{ venue: { id: 'v1' } }, { venue: { id: 'gone' } }, { venue: { id: 'v3' } }]
export const venues = [
  { id: 'v1', code: 'c1', name: 'Cultural Centre' },
  { id: 'v3', code: 'closed', name: 'Old Theatre' },
]
export const halls = [{ code: 'c1', seats: 900 }]
