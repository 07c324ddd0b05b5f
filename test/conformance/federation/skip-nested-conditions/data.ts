export const museums = [{ id: 'm1' }]
