export const reviews = [{ author: { id: 'u1' } }, { author: { id: 'u2' } }, { author: { id: 'u1' } }]
