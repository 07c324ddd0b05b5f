export const stops = [{ id: 's1', english: 'Barrier Gate' }]
