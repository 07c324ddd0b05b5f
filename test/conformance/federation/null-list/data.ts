export const city = { museums: [{ id: 'm1' }, { id: 'm2' }] }
