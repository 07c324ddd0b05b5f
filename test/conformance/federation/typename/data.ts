export const museum = { id: 'm1' }
