export const posts = [{ id: 'p1', author: { id: 'u1' } }]
