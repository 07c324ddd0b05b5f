export const museums = [{ id: 'm1', visitors: 100 }]
export const counts = [{ id: 'm1', visitors: 120 }]
