export const hotels = [{ id: 'h1' }, { id: 'h2' }]
