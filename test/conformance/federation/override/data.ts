export const museums = [{ id: 'm1', visitors: -1 }]
export const counts = [{ id: 'm1', visitors: 120 }]
