export const pairs = [{ id: 'p1', left: 'L', right: 'R' }]
