export const museums = [{ id: 'm1', name: 'Macao Museum' }]
