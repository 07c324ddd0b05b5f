export const events = [{ venue: { id: 'v1' } }, { venue: { id: 'v2' } }]
