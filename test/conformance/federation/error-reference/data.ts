export const events = [{ venue: { id: 'v1' } }, { venue: { id: 'v2' } }, { venue: { id: 'v3' } }]
