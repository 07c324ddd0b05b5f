export const grid = [[{ id: 'c1' }, { id: 'c2' }], [{ id: 'c1' }]]
