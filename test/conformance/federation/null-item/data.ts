export const museums = [{ id: 'm1' }, { id: 'm2' }]
