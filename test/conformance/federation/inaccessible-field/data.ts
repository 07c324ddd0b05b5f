export const museums = [{ id: 'm1', code: 7, name: 'Macao Museum' }]
