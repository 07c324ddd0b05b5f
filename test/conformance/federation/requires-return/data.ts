export const hotels = [{ id: 'h1', base: 500 }]
