export const museums = [{ id: 'm1', name: 'Macao Museum' }]
export const visits = [{ id: 'm1', visitors: 120 }]
