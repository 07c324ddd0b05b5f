export const today = '2025-12-20'
