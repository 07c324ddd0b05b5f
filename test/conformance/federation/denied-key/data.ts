export const museums = [{ code: 7 }]
