export const rooms = [{ id: 'r1', beds: 2 }]
