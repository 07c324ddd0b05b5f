export const guides = [{ id: 'g1', museum: { id: 'm1' } }]
export const museums = [{ id: 'm1', city: 'Macao' }]
