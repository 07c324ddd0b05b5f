export const museums = [{ id: 'm1', visitors: 100, halls: 3 }]
export const counts = [{ id: 'm1', visitors: 120, halls: 4 }]
