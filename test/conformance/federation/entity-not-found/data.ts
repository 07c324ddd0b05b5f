export const events = [{ venue: { id: 'v1' } }, { venue: { id: 'gone' } }]
export const venues = [{ id: 'v1', name: 'Cultural Centre', seats: 900 }]
