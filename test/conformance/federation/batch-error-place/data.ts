export const reviews = [{ author: { id: 'u1' }, editor: { id: 'u2' } }]
