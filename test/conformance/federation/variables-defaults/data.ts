export const hotels = [{ id: 'h1' }]
